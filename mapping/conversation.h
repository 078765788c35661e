#pragma once
// One call of an old client as a value: what has to be asked next, until there is an answer or a
// fault. Pure; who drives it does the asking: the gateway with a real platform, a test with a file.
//
//   Conversation talk(operation, std::move(decoded), context);
//   while (!talk.ended()) talk.answer(ask(talk.step()));
//   … talk.step() is the Response or the Fault

#include <utility>
#include <vector>

#include "mapping/operation.h"

namespace uws::mapping {

class Conversation {
 public:
  // Takes the first step. `operation` must outlive the conversation. The session token is the
  // request's, whatever `context` says, and findings go to notes().
  Conversation(const Operation& operation, Decoded request, CallContext context);
  Conversation(const Conversation&) = delete;
  Conversation& operator=(const Conversation&) = delete;

  // A RestCall or StoreCall to ask, or the end: a Response or a Fault.
  const Step& step() const { return step_; }
  bool ended() const;
  // The same step, taken out; the conversation is over then.
  Step take_step() { return std::move(step_); }

  // What came of the call of step(); takes the next step. REQUIRES: !ended(). An operation that
  // asks for more than any does ends in InternalServiceFault: a mapping that never ends is our
  // fault, not the client's.
  void answer(Reply reply);

  // What step() asked for and got so far, oldest first.
  const std::vector<Reply>& replies() const { return replies_; }
  const Notes& notes() const { return notes_; }

 private:
  const Operation& operation_;
  const Decoded request_;
  Notes notes_;
  CallContext context_;
  std::vector<Reply> replies_;
  Step step_;
};

}  // namespace uws::mapping
