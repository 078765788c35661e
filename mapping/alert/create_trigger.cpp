// AlertService.CreateTrigger: POST /m2m/v1/triggers, which knows no promotion alerts: asking
// for one is a fault.

#include "mapping/alert/trigger_parts.h"
#include "mapping/row.h"

namespace uws::mapping::create_trigger {
namespace {

using Request = alert__CreateTriggerRequest;
using Output = alert__CreateTriggerResponse;

Next<Output> to_rest(const Request& in) {
  if (in.PromoAlertTrigger) {
    return refuse_saying(kUnexpectedError,
                         "Promotion alerts are no longer created by the platform.");
  }
  Json body = Json::object();
  if (auto fault = put_trigger(body, in)) return *fault;
  put(body, "name", in.TriggerName);
  put(body, "triggerCycle", in.CycleType);
  return RestCall{Method::post, "/m2m/v1/triggers", dump(body)};
}

Next<Output> to_soap(const CallContext& context, Replies replies) {
  return answer_with_trigger_id<Output>(context, replies, {});
}

}  // namespace

UWS_OPERATION(AlertService, CreateTrigger, change, to_rest, to_soap);

}  // namespace uws::mapping::create_trigger
