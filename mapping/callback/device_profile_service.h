#pragma once
// DeviceProfileService: the outcome of ChangeDeviceProfileState (the eUICC profile actions).
//
// Inferred throughout. REST's list of callback services has the name and its operations say that
// their result comes there; what the callback holds is in no source, on neither side. So it has the
// shape of the other services: the common members, and a member of Data named after the service.

#include <span>

#include "mapping/callback/payload.h"

namespace uws::mapping::callback {

// Data/DeviceProfileService with one element per member of deviceResponse, in PascalCase without
// "Response". No name of a payload is known, so each is reported once as unknown.
void write_device_profile_service(Writer& writer, std::span<const Payload> payloads,
                                  const base::JsonValue& message);

}  // namespace uws::mapping::callback
