#pragma once
// DeviceService.CancelLocation: withdrawn, the REST API has no such call.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::cancel_location {

Next<device__CancelLocationResponse> start(const device__CancelLocationRequest& in,
                                           const CallContext& context);
Next<device__CancelLocationResponse> resume(const device__CancelLocationRequest& in,
                                            const CallContext& context,
                                            std::span<const Reply> replies);

}  // namespace uws::mapping::cancel_location
