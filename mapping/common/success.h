#pragma once
// Operations that answer with an empty Output when REST says {"success": true}.

#include <memory>
#include <span>

#include "mapping/common/faults.h"
#include "mapping/common/json.h"
#include "mapping/operation.h"

namespace uws::mapping {

// An empty Output, or UnexpectedError when REST answers {"success": false} or something that is no
// JSON. A success without a body is a success.
template <class Output>
Next<Output> answer_when_successful(const CallContext& context, std::span<const Reply> replies) {
  const auto& reply = std::get<RestReply>(replies.back());
  if (!is_blank(reply)) {
    const auto answer = parse(reply);
    if (!answer) return answer.error();
    JsonObject fields(*answer, "", *context.notes);
    if (!fields.boolean("success").value_or(true)) return platform_says_no();
  }
  return Answer<Output>{std::make_unique<Output>(), {}};
}

}  // namespace uws::mapping
