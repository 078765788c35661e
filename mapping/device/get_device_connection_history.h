#pragma once
// DeviceService.GetDeviceConnectionHistory: POST /m2m/v1/devices/connections/actions/listHistory.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::get_device_connection_history {

Next<device__GetDeviceConnectionHistoryResponse> start(
    const device__GetDeviceConnectionHistoryRequest& in, const CallContext& context);
Next<device__GetDeviceConnectionHistoryResponse> resume(
    const device__GetDeviceConnectionHistoryRequest& in, const CallContext& context,
    std::span<const Reply> replies);

}  // namespace uws::mapping::get_device_connection_history
