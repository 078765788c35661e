// AlertService.UpdateTrigger: PUT /m2m/v1/triggers.

#include "mapping/alert/trigger_parts.h"
#include "mapping/row.h"

namespace uws::mapping::update_trigger {
namespace {

using Request = alert__UpdateTriggerRequest;
using Output = alert__UpdateTriggerResponse;

// REST spells two members otherwise than when it creates: triggerName and cycleType.
Next<Output> to_rest(const Request& in) {
  if (in.TriggerId.value_or("").empty()) return refuse_without(kUnexpectedError, "TriggerId");
  Json body = Json::object();
  if (auto fault = put_trigger(body, in)) return *fault;
  put(body, "triggerId", in.TriggerId);
  put(body, "triggerName", in.TriggerName);
  put(body, "cycleType", in.CycleType);
  put(body, "promoAlertTriggerRequest", rest_promo_trigger(in.PromoAlertTrigger.get()));
  return RestCall{Method::put, "/m2m/v1/triggers", dump(body)};
}

Next<Output> to_soap(const Request& in, const CallContext& context, Replies replies) {
  return answer_with_trigger_id<Output>(context, replies, in.TriggerId);
}

}  // namespace

UWS_OPERATION(AlertService, UpdateTrigger, change, to_rest, to_soap);

}  // namespace uws::mapping::update_trigger
