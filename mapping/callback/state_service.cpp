// StateService: the result of GoToState.
//
// The SOAP members were never seen; they follow REST's documented goToStateResponse. The last five
// came with REST release 6.20, after the old clients, and are left out when REST sends no text.

#include "mapping/callback/data_members.h"

namespace uws::mapping::callback {
namespace {

constexpr std::string_view kStateServiceKeys[] = {"goToStateResponse", "goToState"};

constexpr Field kStateServiceFields[] = {
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
};

}  // namespace

constinit const DataMember kGoToState = {.element = "GoToState",
                                         .keys = kStateServiceKeys,
                                         .write = write_single,
                                         .fields = kStateServiceFields};

}  // namespace uws::mapping::callback
