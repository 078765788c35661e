#include "mapping/alert/update_trigger.h"

#include "mapping/alert/trigger_parts.h"

namespace uws::mapping::update_trigger {
namespace {

using Request = alert__UpdateTriggerRequest;
using Output = alert__UpdateTriggerResponse;

}  // namespace

// REST spells two members otherwise than when it creates: triggerName and cycleType.
Next<Output> start(const Request& in, const CallContext&) {
  if (in.TriggerId.value_or("").empty()) return refuse_without(kUnexpectedError, "TriggerId");
  Json body = Json::object();
  if (auto fault = put_trigger(body, in)) return *fault;
  put(body, "triggerId", in.TriggerId);
  put(body, "triggerName", in.TriggerName);
  put(body, "cycleType", in.CycleType);
  put(body, "promoAlertTriggerRequest", rest_promo_trigger(in.PromoAlertTrigger.get()));
  return RestCall{Method::put, "/m2m/v1/triggers", dump(body)};
}

Next<Output> resume(const Request& in, const CallContext& context, std::span<const Reply> replies) {
  return answer_with_trigger_id<Output>(context, std::get<RestReply>(replies.back()), in.TriggerId);
}

}  // namespace uws::mapping::update_trigger
