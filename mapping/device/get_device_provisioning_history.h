#pragma once
// DeviceService.GetDeviceProvisioningHistory: POST /m2m/v1/devices/history/actions/list.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::get_device_provisioning_history {

Next<device__GetDeviceProvisioningHistoryResponse> start(
    const device__GetDeviceProvisioningHistoryRequest& in, const CallContext& context);
Next<device__GetDeviceProvisioningHistoryResponse> resume(
    const device__GetDeviceProvisioningHistoryRequest& in, const CallContext& context,
    std::span<const Reply> replies);

}  // namespace uws::mapping::get_device_provisioning_history
