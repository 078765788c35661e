#pragma once
// DeviceService.GetBilledUsage: POST /m2m/v1/devices/usage/actions/billedusage/list.
// REST answers later, in a callback: of the old answer only RequestId can be given.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::get_billed_usage {

Next<device__GetBilledUsageResponse> start(const device__GetBilledUsageRequest& in,
                                           const CallContext& context);
Next<device__GetBilledUsageResponse> resume(const device__GetBilledUsageRequest& in,
                                            const CallContext& context,
                                            std::span<const Reply> replies);

}  // namespace uws::mapping::get_billed_usage
