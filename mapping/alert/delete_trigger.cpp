// AlertService.DeleteTrigger: DELETE /m2m/v1/triggers/{id}.

#include "mapping/alert/trigger_parts.h"
#include "mapping/common/endings.h"
#include "mapping/row.h"

namespace uws::mapping::delete_trigger {
namespace {

using Request = alert__DeleteTriggerRequest;
using Output = alert__DeleteTriggerResponse;

Next<Output> to_rest(const Request& in) {
  const std::string id = in.TriggerId.value_or("");
  if (id.empty()) return refuse_without(kUnexpectedError, "TriggerId");
  return ask<Output>(Method::del, "/m2m/v1/triggers/{}", {{"TriggerId", id}});
}

Next<Output> to_soap(const Request& in, const CallContext& context, Replies replies) {
  return answer_with_trigger_id<Output>(context, replies, in.TriggerId);
}

}  // namespace

UWS_OPERATION(AlertService, DeleteTrigger, change, to_rest, to_soap);

}  // namespace uws::mapping::delete_trigger
