#pragma once
// StateService: the result of GoToState.
//
// The SOAP members were never seen; they follow REST's documented goToStateResponse. The last five
// came with REST release 6.20, after the old clients, and are left out when REST sends no text.

#include <array>
#include <span>

#include "mapping/callback/payload.h"

namespace uws::mapping::callback {

inline constexpr std::array<std::string_view, 2> kStateServiceKeys = {"goToStateResponse",
                                                                      "goToState"};

inline constexpr std::array<Field, 11> kGoToStateFields = {{
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

// Data/GoToState.
void write_go_to_state(Writer& writer, std::span<const Payload> payloads,
                       const base::JsonValue& message);

}  // namespace uws::mapping::callback
