#pragma once
// DeviceGroupService.DeleteDeviceGroup: DELETE /m2m/v1/groups/{account}/name/{group}.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::delete_device_group {

Next<group__DeleteDeviceGroupResponse> start(const group__DeleteDeviceGroupRequest& in,
                                             const CallContext& context);
Next<group__DeleteDeviceGroupResponse> resume(const group__DeleteDeviceGroupRequest& in,
                                              const CallContext& context,
                                              std::span<const Reply> replies);

}  // namespace uws::mapping::delete_device_group
