#pragma once
// CarrierService/MoveDevice: the one CarrierService payload documented with an example.

#include "mapping/callback/payload.h"

namespace uws::mapping::callback {

// `element` with DeviceIdentifier, IpAddress, State, ServicePlan, AccountName. DeviceIdentifier is
// one identifier: the ICCID when there is one, as in the example, else the first; when the payload
// names none, the identifiers of the callback itself are used.
void write_move_device(Writer& writer, std::string_view element, const Payload& payload,
                       const base::JsonValue& message);

}  // namespace uws::mapping::callback
