#pragma once
// DeviceService.DeleteDevices: POST /m2m/v1/devices/actions/delete. Results per device; a device
// that fails is no fault.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::delete_devices {

Next<device__DeleteDevicesResponse> start(const device__DeleteDevicesRequest& in,
                                          const CallContext& context);
Next<device__DeleteDevicesResponse> resume(const device__DeleteDevicesRequest& in,
                                           const CallContext& context,
                                           std::span<const Reply> replies);

}  // namespace uws::mapping::delete_devices
