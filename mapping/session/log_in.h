#pragma once
// SessionService.LogIn: POST /m2m/v1/session/login.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::log_in {

Next<session__LogInResponse> start(const session__LogInRequest& in, const CallContext& context);
Next<session__LogInResponse> resume(const session__LogInRequest& in, const CallContext& context,
                                    std::span<const Reply> replies);

}  // namespace uws::mapping::log_in
