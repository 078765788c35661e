#pragma once
// CarrierService/ChangeDeviceState: activated, deactivated, suspended or restored.

#include "mapping/callback/payload.h"

namespace uws::mapping::callback {

// `element` around one of Activate, Deactivate, Suspend, Restore, chosen by the payload's key. The
// inner names were never seen: they are those of the request, and their members those of REST, in
// the order of the documented MoveDevice callback where the two share members.
void write_device_state(Writer& writer, std::string_view element, const Payload& payload,
                        const base::JsonValue& message);

}  // namespace uws::mapping::callback
