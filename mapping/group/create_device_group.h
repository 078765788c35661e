#pragma once
// DeviceGroupService.CreateDeviceGroup: POST /m2m/v1/groups.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::create_device_group {

Next<group__CreateDeviceGroupResponse> start(const group__CreateDeviceGroupRequest& in,
                                             const CallContext& context);
Next<group__CreateDeviceGroupResponse> resume(const group__CreateDeviceGroupRequest& in,
                                              const CallContext& context,
                                              std::span<const Reply> replies);

}  // namespace uws::mapping::create_device_group
