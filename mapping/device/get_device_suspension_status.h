#pragma once
// DeviceService.GetDeviceSuspensionStatus: POST /m2m/v1/devices/suspension/status.
// The result comes in callbacks of the service DeviceSuspensionStatus.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::get_device_suspension_status {

Next<device__GetDeviceSuspensionStatusResponse> start(
    const device__GetDeviceSuspensionStatusRequest& in, const CallContext& context);
Next<device__GetDeviceSuspensionStatusResponse> resume(
    const device__GetDeviceSuspensionStatusRequest& in, const CallContext& context,
    std::span<const Reply> replies);

}  // namespace uws::mapping::get_device_suspension_status
