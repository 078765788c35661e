#pragma once
// Operations whose answer is one RequestId; the outcome comes later in callbacks.

#include <memory>
#include <span>

#include "mapping/common/json.h"
#include "mapping/operation.h"

namespace uws::mapping {

// {"requestId": …} as Output/RequestId, for any response type with that member.
template <class Output>
Next<Output> answer_with_request_id(const CallContext& context, std::span<const Reply> replies) {
  const auto answer = parse(std::get<RestReply>(replies.back()));
  if (!answer) return answer.error();
  JsonObject fields(*answer, "", *context.notes);
  auto output = std::make_unique<Output>();
  output->RequestId = fields.text("requestId");
  return Answer<Output>{std::move(output), {}};
}

}  // namespace uws::mapping
