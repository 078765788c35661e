#include "mapping/callback/state_service.h"

namespace uws::mapping::callback {
namespace {

constexpr std::array<Field, 11> kFields = {{
    {"deviceIds", "DeviceIdentifier", Shape::kDevices},
    {"ipAddress", "IpAddress"},
    {"servicePlan", "ServicePlan"},
    {"accountName", "AccountName"},
    {"serviceName", "ServiceName"},
    {"stateName", "StateName"},
    {"smsrOid", "SmsrOid", Shape::kOptional},
    {"subscriptionTypeCode", "SubscriptionTypeCode", Shape::kOptional},
    {"subscriptionTypeDesc", "SubscriptionTypeDesc", Shape::kOptional},
    {"stageStateChangeReasonCode", "StageStateChangeReasonCode", Shape::kOptional},
    {"stageStateChangeReasonDesc", "StageStateChangeReasonDesc", Shape::kOptional},
}};

}  // namespace

void write_go_to_state(Writer& writer, std::span<const Payload> payloads, const Value&) {
  write_single(writer, "GoToState", payloads, kFields, Rest::kDrop);
}

}  // namespace uws::mapping::callback
