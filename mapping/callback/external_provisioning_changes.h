#pragma once
// ExternalProvisioningChanges: a device was changed by something other than the API.

#include <array>
#include <span>

#include "mapping/callback/payload.h"

namespace uws::mapping::callback {

inline constexpr std::array<std::string_view, 2> kExternalProvisioningChangeKeys = {
    "externalProvisioningChange", "externalProvisioningChangeResponse"};

// Data/ExternalProvisioningChange (singular): Source, Change, DeviceInfo. The documented table of
// DeviceInfo breaks off after DeviceGroupName, so what else REST sends in it is written after that.
void write_external_provisioning_change(Writer& writer, std::span<const Payload> payloads,
                                        const base::JsonValue& message);

}  // namespace uws::mapping::callback
