#pragma once
// DeviceService.GetDeviceCapabilities: withdrawn, the REST API has no such call.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::get_device_capabilities {

Next<device__GetDeviceCapabilitiesResponse> start(const device__GetDeviceCapabilitiesRequest& in,
                                                  const CallContext& context);
Next<device__GetDeviceCapabilitiesResponse> resume(const device__GetDeviceCapabilitiesRequest& in,
                                                   const CallContext& context,
                                                   std::span<const Reply> replies);

}  // namespace uws::mapping::get_device_capabilities
