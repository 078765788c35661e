#pragma once
// CallbackRegistrationService.RegisterCallback: GET /m2m/v1/callbacks/{account}, which says whether
// the session may ask; then POST there with the gateway's own URL, and the client's in the store.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::register_callback {

Next<registration__RegisterCallbackResponse> start(const registration__RegisterCallbackRequest& in,
                                                   const CallContext& context);
Next<registration__RegisterCallbackResponse> resume(const registration__RegisterCallbackRequest& in,
                                                    const CallContext& context,
                                                    std::span<const Reply> replies);

}  // namespace uws::mapping::register_callback
