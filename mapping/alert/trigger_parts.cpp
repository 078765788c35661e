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
  auto trigger = std::make_unique<alert__Trigger>();
  trigger->TriggerId = fields.text("triggerId");
  trigger->TriggerName = fields.text("triggerName");
  trigger->AccountName = fields.text("accountName");
  trigger->Organizationname = fields.text("organizationName");
  trigger->DeviceGroupName = fields.text("groupName");
  if (trigger->DeviceGroupName.value_or("").empty()) trigger->DeviceGroupName = "All Devices";
  trigger->NotificationGroupName = fields.text("notificationGroupName");
  trigger->TriggerCategory = fields.text("triggerCategory");
  trigger->CycleType = fields.text("triggerCycle");
  trigger->SmsType = fields.text("smsType");
  trigger->Comparator = fields.text("comparator");
  trigger->Threshold = fields.text("threshold");
  trigger->ThresholdUnit = fields.text("thresholdUnit");
  trigger->CreatedAt = fields.date_time("createdAt");
  trigger->ModifiedAt = fields.date_time("modifiedAt");
  return trigger;
}

}  // namespace uws::mapping
