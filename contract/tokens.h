#pragma once
// A message as the contract knows it: what the strict gate has let through, on its way to gSOAP's
// deserializers, which read it through token_reader.h. No names, prefixes or attributes are left;
// a member is known by its place in the tables.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "contract/shape.h"

namespace uws::contract {

struct Token {
  enum class Kind : std::uint8_t {
    begin,  // of complex content; ends with its own `end`
    value,  // a whole element with text
    nil,    // a whole element without content
    end
  };
  const Member* member;  // a built-in one; null for the wrapper, and for an end
  std::uint32_t text;    // where a value's text begins
  Kind kind;
};

// The tokens of one message after the other; room taken for one stays for the next, unless it was a
// big one. Members given in must outlive the tokens and stand for a built-in one, which is what the
// tokens have.
class Tokens {
 public:
  // Forgets the message.
  void clear();

  void begin(const Member* member) { add(member ? member->ours : nullptr, Token::Kind::begin); }
  void nil(const Member& member) { add(member.ours, Token::Kind::nil); }
  void end() { add(nullptr, Token::Kind::end); }
  void value(const Member& member, std::string_view text);

  // A value whose text comes in pieces; between open and close nothing else is added.
  void open_value() { opened_ = texts_.size(); }
  void append(std::string_view text) { texts_.append(text); }
  void close_value(const Member& member);

  const std::vector<Token>& all() const { return tokens_; }
  bool empty() const { return tokens_.empty(); }
  // The text of the value opened and not closed yet.
  std::string_view opened() const { return std::string_view(texts_).substr(opened_); }
  // Bytes of all texts.
  std::size_t text_bytes() const { return texts_.size(); }
  // A value's text, followed by a zero byte; borrowed until the next token is added.
  std::string_view text_of(const Token& value) const { return texts_.c_str() + value.text; }

 private:
  void add(const Member* member, Token::Kind kind) { tokens_.push_back({member, 0, kind}); }

  std::vector<Token> tokens_;
  std::string texts_;  // each followed by a zero byte
  std::size_t opened_ = 0;
};

}  // namespace uws::contract
