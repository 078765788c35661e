#pragma once
// CarrierService.Change4GDeviceIdentifier: PUT /m2m/v1/devices/4G/actions/deviceId.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::change_4g_device_identifier {

Next<carrier__Change4GDeviceIdentifierResponse> start(
    const carrier__Change4GDeviceIdentifierRequest& in, const CallContext& context);
Next<carrier__Change4GDeviceIdentifierResponse> resume(
    const carrier__Change4GDeviceIdentifierRequest& in, const CallContext& context,
    std::span<const Reply> replies);

}  // namespace uws::mapping::change_4g_device_identifier
