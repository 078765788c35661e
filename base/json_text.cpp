#include "base/json_text.h"

#include <array>

#include "base/text.h"
#include "base/utf8.h"

namespace uws::base {
namespace {

// Whether a byte stands for itself in a JSON string.
constexpr auto kPlain = [] {
  std::array<bool, 256> plain{};
  for (std::size_t c = 0x20; c < 0x80; ++c) plain[c] = c != '"' && c != '\\';
  return plain;
}();
bool plain(char c) { return kPlain[static_cast<unsigned char>(c)]; }

void append_escaped(std::string& out, char c) {
  switch (c) {
    case '"':
      out += "\\\"";
      break;
    case '\\':
      out += "\\\\";
      break;
    case '\b':
      out += "\\b";
      break;
    case '\f':
      out += "\\f";
      break;
    case '\n':
      out += "\\n";
      break;
    case '\r':
      out += "\\r";
      break;
    case '\t':
      out += "\\t";
      break;
    default:
      out += "\\u00" + to_hex({&c, 1});
  }
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t done = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (plain(text[at])) {
      ++at;
      continue;
    }
    const bool wide = (text[at] & 0x80) != 0;
    const DecodedChar next = wide ? decode_utf8(text, at) : DecodedChar{};
    if (next.valid) {
      at += next.length;
      continue;
    }
    out.append(text.substr(done, at - done));
    if (wide) {
      out += kReplacement;
    } else {
      append_escaped(out, text[at]);
    }
    done = ++at;
  }
  out.append(text.substr(done)).append("\"");
}

JsonText::JsonText(std::string_view text) : kind_(Kind::scalar) {
  text_.reserve(text.size() + 2);
  append_json_string(text_, text);
}

JsonText::JsonText(std::initializer_list<Member> members) : kind_(Kind::object) {
  for (const auto& [name, value] : members) put(name, value);
}

JsonText JsonText::array(std::initializer_list<JsonText> items) {
  JsonText made(Kind::array);
  for (const auto& item : items) made.push_back(item);
  return made;
}

void JsonText::begin_next(Kind kind) {
  // What a device takes: growing by halves would take four steps to it.
  constexpr std::size_t kUsual = 120;
  kind_ = kind;
  if (size_ == 0) text_.reserve(kUsual);
  if (size_++ > 0) text_ += ',';
}

void JsonText::begin_member(std::string_view name) {
  begin_next(Kind::object);
  append_json_string(text_, name);
  text_ += ':';
}

void JsonText::put(std::string_view name, const JsonText& value) {
  begin_member(name);
  value.append_to(text_);
}

void JsonText::put_string(std::string_view name, std::string_view text) {
  begin_member(name);
  append_json_string(text_, text);
}

void JsonText::push_back(const JsonText& value) {
  begin_next(Kind::array);
  value.append_to(text_);
}

void JsonText::append_to(std::string& out) const {
  switch (kind_) {
    case Kind::null:
      out += "null";
      break;
    case Kind::scalar:
      out += text_;
      break;
    case Kind::object:
      out.append("{").append(text_).append("}");
      break;
    case Kind::array:
      out.append("[").append(text_).append("]");
      break;
  }
}

std::string JsonText::dump() const {
  std::string out;
  out.reserve(text_.size() + 2);
  append_to(out);
  return out;
}

}  // namespace uws::base
