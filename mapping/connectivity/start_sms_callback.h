#pragma once
// EnhancedConnectivityService.StartSmsCallback: PUT /m2m/v1/sms/{account}/startCallbacks.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::start_sms_callback {

Next<connectivity__StartSmsCallbackResponse> start(const connectivity__StartSmsCallbackRequest& in,
                                                   const CallContext& context);
Next<connectivity__StartSmsCallbackResponse> resume(const connectivity__StartSmsCallbackRequest& in,
                                                    const CallContext& context,
                                                    std::span<const Reply> replies);

}  // namespace uws::mapping::start_sms_callback
