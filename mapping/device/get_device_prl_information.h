#pragma once
// DeviceService.GetDevicePRLInformation: POST /m2m/v1/devices/prl/actions/list.
// The result comes in callbacks of the service DevicePRLInformation.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::get_device_prl_information {

Next<device__GetDevicePRLInformationResponse> start(
    const device__GetDevicePRLInformationRequest& in, const CallContext& context);
Next<device__GetDevicePRLInformationResponse> resume(
    const device__GetDevicePRLInformationRequest& in, const CallContext& context,
    std::span<const Reply> replies);

}  // namespace uws::mapping::get_device_prl_information
