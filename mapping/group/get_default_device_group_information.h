#pragma once
// DeviceGroupService.GetDefaultDeviceGroupInformation: no twin of its own: GET
// /m2m/v1/groups/{account} says which group is the default, then GET its information.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::get_default_device_group_information {

Next<group__GetDefaultDeviceGroupInformationResponse> start(
    const group__GetDefaultDeviceGroupInformationRequest& in, const CallContext& context);
Next<group__GetDefaultDeviceGroupInformationResponse> resume(
    const group__GetDefaultDeviceGroupInformationRequest& in, const CallContext& context,
    std::span<const Reply> replies);

}  // namespace uws::mapping::get_default_device_group_information
