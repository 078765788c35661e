#pragma once
// CarrierService.ChangeDeviceIdentifier: PUT /m2m/v1/devices/3G/actions/deviceId. The sources do
// not spell serviceType's values; 3G and 4G are inferred from the two operations.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::change_device_identifier {

Next<carrier__ChangeDeviceIdentifierResponse> start(
    const carrier__ChangeDeviceIdentifierRequest& in, const CallContext& context);
Next<carrier__ChangeDeviceIdentifierResponse> resume(
    const carrier__ChangeDeviceIdentifierRequest& in, const CallContext& context,
    std::span<const Reply> replies);

}  // namespace uws::mapping::change_device_identifier
