#include "contract/token_reader.h"

#include <stdsoap2.h>

#include <charconv>

#include "base/text.h"
#include "contract/tag_names.h"

namespace uws::contract {

void TokenReader::start(const Tokens& tokens) {
  tokens_ = &tokens;
  next_ = 0;
  value_ = nullptr;
}

TokenReader::Begun TokenReader::begin(const char* tag) {
  if (at_end()) return Begun::no_element;
  const Token& token = tokens_->all()[next_];
  if (tag && token.member && token.member->name != local_name(tag)) return Begun::mismatch;
  ++next_;
  value_ = token.kind == Token::Kind::value ? &token : nullptr;
  return token.kind == Token::Kind::nil ? Begun::nil : Begun::content;
}

void TokenReader::revert() {
  --next_;
  value_ = nullptr;
}

bool TokenReader::end() {
  if (value_) {
    value_ = nullptr;
    return true;
  }
  if (done() || tokens_->all()[next_].kind != Token::Kind::end) return false;
  ++next_;
  return true;
}

bool TokenReader::at_end() const {
  return done() || tokens_->all()[next_].kind == Token::Kind::end;
}

const char* TokenReader::text() const { return value_ ? tokens_->text_of(*value_).data() : ""; }

// What generated/wcf_redirect.h calls. soap->user is the message's reader.
namespace {

TokenReader& reader(struct soap* soap) { return *static_cast<TokenReader*>(soap->user); }

// A number or flag has been checked by the gate; what does not fit all the same is an error.
template <class Number>
int to_number(struct soap* soap, const char* text, Number& number) {
  const auto digits = base::trimmed(text);
  const auto* const end = digits.data() + digits.size();
  const auto* const begin = digits.starts_with('+') ? digits.data() + 1 : digits.data();
  const auto read = std::from_chars(begin, end, number);
  const bool whole = read.ec == std::errc() && read.ptr == end;
  return soap->error = whole ? SOAP_OK : SOAP_TYPE;
}

}  // namespace

int read_begin(struct soap* soap, const char* tag) {
  const auto begun = reader(soap).begin(tag);
  soap->null = begun == TokenReader::Begun::nil;
  soap->body = begun == TokenReader::Begun::content;
  switch (begun) {
    case TokenReader::Begun::mismatch:
      return soap->error = SOAP_TAG_MISMATCH;
    case TokenReader::Begun::no_element:
      return soap->error = SOAP_NO_TAG;
    case TokenReader::Begun::nil:
    case TokenReader::Begun::content:
      break;
  }
  return soap->error = SOAP_OK;
}

int read_end(struct soap* soap) {
  return soap->error = reader(soap).end() ? SOAP_OK : SOAP_SYNTAX_ERROR;
}

void read_revert(struct soap* soap) { reader(soap).revert(); }

// The deserializers ask for this before they pass an element over; the tokens hold none they do not
// know.
int read_peek(struct soap* soap) {
  return soap->error = reader(soap).at_end() ? SOAP_NO_TAG : SOAP_SYNTAX_ERROR;
}

const char* read_text(struct soap* soap) { return reader(soap).text(); }

template <class Number>
Number* read_number(struct soap* soap, const char* tag, Number* into) {
  if (!into || read_begin(soap, tag) != SOAP_OK) return nullptr;
  if (to_number(soap, read_text(soap), *into) != SOAP_OK) return nullptr;
  return read_end(soap) == SOAP_OK ? into : nullptr;
}

int* read_int(struct soap* soap, const char* tag, int* into) {
  return read_number(soap, tag, into);
}
LONG64* read_long(struct soap* soap, const char* tag, LONG64* into) {
  return read_number(soap, tag, into);
}

}  // namespace uws::contract
