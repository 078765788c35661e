#pragma once
// The members of Data that carry a payload. Each is defined in the file that is named after its
// callback service, together with what is known of its names and shape.

#include <span>

#include "mapping/callback/payload.h"

namespace uws::mapping::callback {

extern const DataMember kCarrierService;              // carrier_service.cpp
extern const DataMember kDeviceService;               // device_service.cpp
extern const DataMember kDeviceProfileService;        // device_profile_service.cpp
extern const DataMember kAlertService;                // alert_service.cpp
extern const DataMember kExternalProvisioningChange;  // external_provisioning_changes.cpp
extern const DataMember kPromoChange;                 // promo_change.cpp
extern const DataMember kUsage;                       // device_usage.cpp
extern const DataMember kSmsDelivery;                 // sms_delivery.cpp
extern const DataMember kPrlInformation;              // device_prl_information.cpp
extern const DataMember kDeviceSuspendStatus;         // device_suspension_status.cpp
extern const DataMember kGoToState;                   // state_service.cpp

// All of them, in the order of Data.
std::span<const DataMember* const> data_members();

}  // namespace uws::mapping::callback
