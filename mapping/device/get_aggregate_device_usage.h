#pragma once
// DeviceService.GetAggregateDeviceUsage: POST /m2m/v1/devices/usage/actions/list/aggregate.
// The usage comes in callbacks of the service DeviceUsage.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::get_aggregate_device_usage {

Next<device__GetAggregateDeviceUsageResponse> start(
    const device__GetAggregateDeviceUsageRequest& in, const CallContext& context);
Next<device__GetAggregateDeviceUsageResponse> resume(
    const device__GetAggregateDeviceUsageRequest& in, const CallContext& context,
    std::span<const Reply> replies);

}  // namespace uws::mapping::get_aggregate_device_usage
