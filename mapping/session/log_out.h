#pragma once
// SessionService.LogOut: POST /m2m/v1/session/logout.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::log_out {

Next<session__LogOutResponse> start(const session__LogOutRequest& in, const CallContext& context);
Next<session__LogOutResponse> resume(const session__LogOutRequest& in, const CallContext& context,
                                     std::span<const Reply> replies);

}  // namespace uws::mapping::log_out
