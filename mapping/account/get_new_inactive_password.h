#pragma once
// AccountService.GetNewInactivePassword: the platform offers it no longer; always a fault.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::get_new_inactive_password {

Next<account__GetNewInactivePasswordResponse> start(
    const account__GetNewInactivePasswordRequest& in, const CallContext& context);
Next<account__GetNewInactivePasswordResponse> resume(
    const account__GetNewInactivePasswordRequest& in, const CallContext& context,
    std::span<const Reply> replies);

}  // namespace uws::mapping::get_new_inactive_password
