#pragma once
// DeviceGroupService.UpdateDeviceGroup: PUT /m2m/v1/groups/{account}/name/{group}. A nil
// NewGroupName or NewGroupDescription leaves it unchanged.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::update_device_group {

Next<group__UpdateDeviceGroupResponse> start(const group__UpdateDeviceGroupRequest& in,
                                             const CallContext& context);
Next<group__UpdateDeviceGroupResponse> resume(const group__UpdateDeviceGroupRequest& in,
                                              const CallContext& context,
                                              std::span<const Reply> replies);

}  // namespace uws::mapping::update_device_group
