#pragma once
// DeviceService.GetDeviceUsageHistory: POST /m2m/v1/devices/usage/actions/list, of a device or a
// label.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::get_device_usage_history {

Next<device__GetDeviceUsageHistoryResponse> start(const device__GetDeviceUsageHistoryRequest& in,
                                                  const CallContext& context);
Next<device__GetDeviceUsageHistoryResponse> resume(const device__GetDeviceUsageHistoryRequest& in,
                                                   const CallContext& context,
                                                   std::span<const Reply> replies);

}  // namespace uws::mapping::get_device_usage_history
