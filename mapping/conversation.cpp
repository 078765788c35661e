#include "mapping/conversation.h"

#include <utility>

#include "mapping/common/faults.h"

namespace uws::mapping {
namespace {

constexpr std::size_t kMostCalls = 16;

const void* input_of(const Decoded& request) {
  return request.has_input ? request.message.get() : nullptr;
}

}  // namespace

Conversation::Conversation(const Operation& operation, Decoded request, CallContext context)
    : operation_(operation), request_(std::move(request)), context_(std::move(context)) {
  context_.session_token = request_.token;
  context_.notes = &notes_;
  if (request_.forbidden_character) {
    step_ = refuse(kInvalidCharacter, "a value holds a forbidden character");
  } else {
    step_ = operation_.start(input_of(request_), context_);
  }
}

bool Conversation::ended() const {
  return std::holds_alternative<Fault>(step_) || std::holds_alternative<Response>(step_);
}

void Conversation::answer(Reply reply) {
  replies_.push_back(std::move(reply));
  step_ = operation_.resume(input_of(request_), context_, replies_);
  if (!ended() && replies_.size() == kMostCalls) {
    step_ = internal_service_fault("the operation does not end");
  }
}

}  // namespace uws::mapping
