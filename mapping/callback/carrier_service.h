#pragma once
// CarrierService: the results of ChangeDeviceState, ChangeDeviceServicePlan,
// ChangeDeviceCostCenter, ChangeDeviceCustomFields, ChangeDeviceIdentifier,
// Change4GDeviceIdentifier, MoveDevice, ChangeDeviceContactInfo and the activation half of
// UploadActivate.

#include <array>
#include <span>

#include "mapping/callback/payload.h"

namespace uws::mapping::callback {

inline constexpr std::array<std::string_view, 15> kCarrierServiceKeys = {
    "activateResponse",          "deactivateResponse",        "suspendResponse",
    "restoreResponse",           "changeServicePlanResponse", "servicePlanResponse",
    "changeCostCenterResponse",  "costCenterResponse",        "customFieldsUpdateResponse",
    "customFieldsResponse",      "changeIdentifierResponse",  "moveDeviceResponse",
    "changeContactInfoResponse", "contactInfoResponse",       "changeDeviceIdentifierResponse"};

// Data/CarrierService: nine members in the documented order, all nil but the one a payload belongs
// to and ChangeDeviceCustomFields, which is always empty (documented MoveDevice callback). A
// callback without any payload, such as a failed request or changed custom fields, has no other
// member.
void write_carrier_service(Writer& writer, std::span<const Payload> payloads,
                           const base::JsonValue& message);

}  // namespace uws::mapping::callback
