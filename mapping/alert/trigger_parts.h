#pragma once
// What the trigger operations share.

#include <memory>
#include <optional>

#include "gwStub.h"
#include "mapping/common/endings.h"
#include "mapping/operation.h"

namespace uws::mapping {

// What sets a trigger off, as REST's objects; null for an absent part. Comparators, units and
// categories are spelled alike on both sides.
Json rest_sms_trigger(const alert__SmsTriggerRequest* part);
Json rest_data_trigger(const alert__DataTriggerRequest* part);
Json rest_session_trigger(const alert__SessionTriggerRequest* part);
Json rest_anomaly_trigger(const alert__AnomalyTriggerRequest* part);
Json rest_promo_trigger(const alert__PromoAlertTriggerRequest* part);

// The members of a CreateTrigger or UpdateTrigger request both REST bodies spell alike; a fault
// when one of the required ones is missing.
template <class Request>
std::optional<Fault> put_trigger(Json& body, const Request& in) {
  if (in.AccountName.value_or("").empty()) return refuse_without(kAccountNotDefined, "AccountName");
  if (in.TriggerName.value_or("").empty()) return refuse_without(kUnexpectedError, "TriggerName");
  if (in.TriggerCategory.value_or("").empty()) {
    return refuse_without(kUnexpectedError, "TriggerCategory");
  }
  put(body, "accountName", in.AccountName);
  put(body, "groupName", in.DeviceGroupName);
  put(body, "triggerCategory", in.TriggerCategory);
  put(body, "smsTriggerRequest", rest_sms_trigger(in.SmsTrigger.get()));
  put(body, "dataTriggerRequest", rest_data_trigger(in.DataTrigger.get()));
  put(body, "sessionTriggerRequest", rest_session_trigger(in.SessionTrigger.get()));
  put(body, "anomalyTriggerRequest", rest_anomaly_trigger(in.AnomalyTrigger.get()));
  return std::nullopt;
}

// Output/TriggerId from {"triggerId": …}, or `asked_for` when REST only says {"success": true};
// UnexpectedError when it says false.
template <class Output>
Next<Output> answer_with_trigger_id(const CallContext& context, Replies replies,
                                    const std::optional<std::string>& asked_for) {
  return answer<Output>(context, replies,
                        [&](JsonObject& fields, Output& output) -> std::optional<Fault> {
                          output.TriggerId = fields.text("triggerId");
                          if (!fields.boolean("success").value_or(true)) return platform_says_no();
                          if (!output.TriggerId) output.TriggerId = asked_for;
                          return std::nullopt;
                        });
}

// One item of REST's list as Trigger. A trigger without a group is for "All Devices" (the
// documentation's words).
std::unique_ptr<alert__Trigger> soap_trigger(JsonObject fields);

}  // namespace uws::mapping
