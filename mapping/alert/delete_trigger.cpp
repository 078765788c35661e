#include "mapping/alert/delete_trigger.h"

#include "mapping/alert/trigger_parts.h"
#include "mapping/common/url.h"

namespace uws::mapping::delete_trigger {
namespace {

using Request = alert__DeleteTriggerRequest;
using Output = alert__DeleteTriggerResponse;

}  // namespace

Next<Output> start(const Request& in, const CallContext&) {
  const std::string id = in.TriggerId.value_or("");
  if (id.empty()) return refuse_without(kUnexpectedError, "TriggerId");
  const auto path = rest_path("/m2m/v1/triggers/{}", {{"TriggerId", id}});
  if (!path) return path.error();
  return RestCall{Method::del, *path};
}

Next<Output> resume(const Request& in, const CallContext& context, std::span<const Reply> replies) {
  return answer_with_trigger_id<Output>(context, std::get<RestReply>(replies.back()), in.TriggerId);
}

}  // namespace uws::mapping::delete_trigger
