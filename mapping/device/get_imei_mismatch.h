#pragma once
// DeviceService.GetImeiMismatch: POST /m2m/v1/devices/actions/list/imeiiccidmismatch.
// Without account, group and devices it covers all the user may see. The platform knows SIM changes
// since 2017-11-01 and answers blank when there are none.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::get_imei_mismatch {

Next<device__GetImeiMismatchResponse> start(const device__GetImeiMismatchRequest& in,
                                            const CallContext& context);
Next<device__GetImeiMismatchResponse> resume(const device__GetImeiMismatchRequest& in,
                                             const CallContext& context,
                                             std::span<const Reply> replies);

}  // namespace uws::mapping::get_imei_mismatch
