#include "mapping/alert/create_trigger.h"

#include "mapping/alert/trigger_parts.h"

namespace uws::mapping::create_trigger {
namespace {

using Request = alert__CreateTriggerRequest;
using Output = alert__CreateTriggerResponse;

}  // namespace

Next<Output> start(const Request& in, const CallContext&) {
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

Next<Output> resume(const Request&, const CallContext& context, std::span<const Reply> replies) {
  return answer_with_trigger_id<Output>(context, std::get<RestReply>(replies.back()), {});
}

}  // namespace uws::mapping::create_trigger
