#pragma once
// CarrierService/ChangeDeviceIdentifier and Change4GDeviceIdentifier, which REST does not tell
// apart.

#include <string_view>

#include "mapping/callback/payload.h"

namespace uws::mapping::callback {

// The element a changeIdentifierResponse belongs to. Change4GDeviceIdentifier when the new or, for
// a change from 4G back to 3G, the old identifiers include one only 4G devices have (iccid, imei,
// eid, imsi, msisdn); else ChangeDeviceIdentifier (esn, meid, min, mdn).
std::string_view identifier_change_element(const base::JsonValue& payload,
                                           const base::JsonValue& message);

// `element` with DeviceIdentifierChanged, once per new identifier, and ServicePlan.
void write_identifier_change(Writer& writer, std::string_view element, const Payload& payload,
                             const base::JsonValue& message);

}  // namespace uws::mapping::callback
