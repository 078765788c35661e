#pragma once
// DeviceService.CheckOrderStatus: POST /m2m/v1/devices/requests/status, of one device or one order.
// The result comes in a callback of DeviceService.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::check_order_status {

Next<device__CheckOrderStatusResponse> start(const device__CheckOrderStatusRequest& in,
                                             const CallContext& context);
Next<device__CheckOrderStatusResponse> resume(const device__CheckOrderStatusRequest& in,
                                              const CallContext& context,
                                              std::span<const Reply> replies);

}  // namespace uws::mapping::check_order_status
