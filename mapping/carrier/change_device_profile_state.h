#pragma once
// CarrierService.ChangeDeviceProfileState: POST /m2m/v1/devices/profile/actions/{action}, the
// action in lower case; only those whose REST body has no more than this request's members.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::change_device_profile_state {

Next<carrier__ChangeDeviceProfileStateResponse> start(
    const carrier__ChangeDeviceProfileStateRequest& in, const CallContext& context);
Next<carrier__ChangeDeviceProfileStateResponse> resume(
    const carrier__ChangeDeviceProfileStateRequest& in, const CallContext& context,
    std::span<const Reply> replies);

}  // namespace uws::mapping::change_device_profile_state
