#pragma once
// DeviceGroupService.GetDeviceGroupInformation: GET /m2m/v1/groups/{account}/name/{group}.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::get_device_group_information {

Next<group__GetDeviceGroupInformationResponse> start(
    const group__GetDeviceGroupInformationRequest& in, const CallContext& context);
Next<group__GetDeviceGroupInformationResponse> resume(
    const group__GetDeviceGroupInformationRequest& in, const CallContext& context,
    std::span<const Reply> replies);

}  // namespace uws::mapping::get_device_group_information
