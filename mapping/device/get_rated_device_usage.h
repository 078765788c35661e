#pragma once
// DeviceService.GetRatedDeviceUsage: withdrawn, the REST API has no such call.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::get_rated_device_usage {

Next<device__GetRatedDeviceUsageResponse> start(const device__GetRatedDeviceUsageRequest& in,
                                                const CallContext& context);
Next<device__GetRatedDeviceUsageResponse> resume(const device__GetRatedDeviceUsageRequest& in,
                                                 const CallContext& context,
                                                 std::span<const Reply> replies);

}  // namespace uws::mapping::get_rated_device_usage
