#pragma once
// CallbackRegistrationService.UnregisterCallback: GET /m2m/v1/callbacks/{account}, which says
// whether the session may ask; DELETE /m2m/v1/callbacks/{account}/name/{service}, then the store's
// half.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::unregister_callback {

Next<registration__UnregisterCallbackResponse> start(
    const registration__UnregisterCallbackRequest& in, const CallContext& context);
Next<registration__UnregisterCallbackResponse> resume(
    const registration__UnregisterCallbackRequest& in, const CallContext& context,
    std::span<const Reply> replies);

}  // namespace uws::mapping::unregister_callback
