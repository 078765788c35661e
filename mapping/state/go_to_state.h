#pragma once
// StateService.GoToState: PUT /m2m/v1/devices/actions/gotostate. The devices are a DeviceList, a
// filter or DevicesWithServiceAddress, one of the three.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::go_to_state {

Next<state__GoToStateResponse> start(const state__GoToStateRequest& in, const CallContext& context);
Next<state__GoToStateResponse> resume(const state__GoToStateRequest& in, const CallContext& context,
                                      std::span<const Reply> replies);

}  // namespace uws::mapping::go_to_state
