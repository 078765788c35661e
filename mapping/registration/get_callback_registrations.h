#pragma once
// CallbackRegistrationService.GetCallbackRegistrations: what the store holds; GET
// /m2m/v1/callbacks/{account} says whether the session may ask, and settles what was left
// unsettled.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::get_callback_registrations {

Next<registration__GetCallbackRegistrationsResponse> start(
    const registration__GetCallbackRegistrationsRequest& in, const CallContext& context);
Next<registration__GetCallbackRegistrationsResponse> resume(
    const registration__GetCallbackRegistrationsRequest& in, const CallContext& context,
    std::span<const Reply> replies);

}  // namespace uws::mapping::get_callback_registrations
