#pragma once
// CarrierService.ChangeDeviceState: POST
// /m2m/v1/devices/actions/{activate|deactivate|suspend|restore}, chosen by the one action element
// of the request. Reconnect has no REST twin and is a fault, so is everything REST's activate
// cannot say: a plan or custom field filter, a second group, SmsrOid.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::change_device_state {

Next<carrier__ChangeDeviceStateResponse> start(const carrier__ChangeDeviceStateRequest& in,
                                               const CallContext& context);
Next<carrier__ChangeDeviceStateResponse> resume(const carrier__ChangeDeviceStateRequest& in,
                                                const CallContext& context,
                                                std::span<const Reply> replies);

}  // namespace uws::mapping::change_device_state
