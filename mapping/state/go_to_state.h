#pragma once
// StateService.GoToState: PUT /m2m/v1/devices/actions/goToState (CallContext::go_to_state_path).
// The devices are a DeviceList, or the four filter members, or DevicesWithServiceAddress with or
// without these (the page's third example).

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::go_to_state {

Next<state__GoToStateResponse> start(const state__GoToStateRequest& in, const CallContext& context);
Next<state__GoToStateResponse> resume(const state__GoToStateRequest& in, const CallContext& context,
                                      std::span<const Reply> replies);

}  // namespace uws::mapping::go_to_state
