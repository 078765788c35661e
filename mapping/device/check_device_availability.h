#pragma once
// DeviceService.CheckDeviceAvailability: POST /m2m/v1/devices/availability/actions/list.
// The result for all devices comes in one callback of DeviceService.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::check_device_availability {

Next<device__CheckDeviceAvailabilityResponse> start(
    const device__CheckDeviceAvailabilityRequest& in, const CallContext& context);
Next<device__CheckDeviceAvailabilityResponse> resume(
    const device__CheckDeviceAvailabilityRequest& in, const CallContext& context,
    std::span<const Reply> replies);

}  // namespace uws::mapping::check_device_availability
