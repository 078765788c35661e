#include "mapping/alert/trigger_parts.h"

namespace uws::mapping {

Json rest_sms_trigger(const alert__SmsTriggerRequest* part) {
  if (!part) return nullptr;
  Json object = Json::object();
  put(object, "smsType", part->SmsType);
  put(object, "comparator", part->Comparator);
  object["threshold"] = part->Threshold;
  return object;
}

Json rest_data_trigger(const alert__DataTriggerRequest* part) {
  if (!part) return nullptr;
  Json object = Json::object();
  put(object, "comparator", part->Comparator);
  put(object, "threshold", part->Threshold);
  put(object, "thresholdUnit", part->ThresholdUnit);
  return object;
}

Json rest_session_trigger(const alert__SessionTriggerRequest* part) {
  if (!part) return nullptr;
  Json object = Json::object();
  put(object, "comparator", part->Comparator);
  put(object, "threshold", part->Threshold);
  return object;
}

Json rest_anomaly_trigger(const alert__AnomalyTriggerRequest* part) {
  if (!part) return nullptr;
  Json object = Json::object();
  put(object, "accountNames", part->AccountNames);
  put(object, "includeAbnormal", part->IncludeAbnormal);
  put(object, "includeVeryAbnormal", part->IncludeVeryAbnormal);
  put(object, "includeUnderExpectedUsage", part->IncludeUnderExpectedUsage);
  put(object, "includeOverExpectedUsage", part->IncludeOverExpectedUsage);
  return object;
}

Json rest_promo_trigger(const alert__PromoAlertTriggerRequest* part) {
  if (!part) return nullptr;
  Json object = Json::object();
  put(object, "dataPercentage50", part->DataPercentage50);
  put(object, "dataPercentage75", part->DataPercentage75);
  put(object, "dataPercentage90", part->DataPercentage90);
  put(object, "noOfDaysB4PromoExp", part->NoOfDaysB4PromoExp);
  put(object, "smsPercentage50", part->SmsPercentage50);
  put(object, "smsPercentage75", part->SmsPercentage75);
  put(object, "smsPercentage90", part->SmsPercentage90);
  return object;
}

std::unique_ptr<alert__Trigger> soap_trigger(JsonObject fields) {
  using Trigger = alert__Trigger;
  auto trigger = std::make_unique<Trigger>();
  read_texts(fields, *trigger,
             {{"triggerId", &Trigger::TriggerId},
              {"triggerName", &Trigger::TriggerName},
              {"accountName", &Trigger::AccountName},
              {"organizationName", &Trigger::Organizationname},
              {"groupName", &Trigger::DeviceGroupName},
              {"notificationGroupName", &Trigger::NotificationGroupName},
              {"triggerCategory", &Trigger::TriggerCategory},
              {"triggerCycle", &Trigger::CycleType},
              {"smsType", &Trigger::SmsType},
              {"comparator", &Trigger::Comparator},
              {"threshold", &Trigger::Threshold},
              {"thresholdUnit", &Trigger::ThresholdUnit}});
  if (trigger->DeviceGroupName.value_or("").empty()) trigger->DeviceGroupName = "All Devices";
  trigger->CreatedAt = fields.date_time("createdAt");
  trigger->ModifiedAt = fields.date_time("modifiedAt");
  return trigger;
}

}  // namespace uws::mapping
