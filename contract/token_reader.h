#pragma once
// What gSOAP's generated deserializers read instead of characters: the tokens of one message
// (generated/wcf_redirect.h sends their input calls here).

#include "contract/tokens.h"

struct soap;

namespace uws::contract {

// A cursor over the tokens. The deserializers begin an element two or three times (the list, the
// optional, the value) and go back between; every begin is the question whether the next token is
// the member of that tag. One reader is used for message after message on one thread.
class TokenReader {
 public:
  enum class Begun { mismatch, no_element, nil, content };

  // `tokens` must stay as they are while they are read.
  void start(const Tokens& tokens);

  // Takes the next token if it is the member `tag` names ("carrier:DeviceList", a literal of the
  // generated code: its address stays good); any element where `tag` is null.
  Begun begin(const char* tag);
  // Goes back to before the element begun last.
  void revert();
  // Ends the element begun last; false when it holds more elements.
  bool end();
  // Whether no element follows before the enclosing one ends.
  bool at_end() const;
  // Text of the value begun last, zero-terminated; empty for complex content.
  const char* text() const;

 private:
  bool done() const { return next_ >= tokens_->all().size(); }

  const Tokens* tokens_ = nullptr;
  std::size_t next_ = 0;
  const Token* value_ = nullptr;  // begun and not ended
};

}  // namespace uws::contract
