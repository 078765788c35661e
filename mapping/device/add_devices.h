#pragma once
// DeviceService.AddDevices: POST /m2m/v1/devices/actions/add. Results per device; a device that
// fails is no fault.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::add_devices {

Next<device__AddDevicesResponse> start(const device__AddDevicesRequest& in,
                                       const CallContext& context);
Next<device__AddDevicesResponse> resume(const device__AddDevicesRequest& in,
                                        const CallContext& context, std::span<const Reply> replies);

}  // namespace uws::mapping::add_devices
