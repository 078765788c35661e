#pragma once
// CarrierService.MoveDevice: PUT /m2m/v1/devices/actions/move.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::move_device {

Next<carrier__MoveDeviceResponse> start(const carrier__MoveDeviceRequest& in,
                                        const CallContext& context);
Next<carrier__MoveDeviceResponse> resume(const carrier__MoveDeviceRequest& in,
                                         const CallContext& context,
                                         std::span<const Reply> replies);

}  // namespace uws::mapping::move_device
