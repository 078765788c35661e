#pragma once
// AccountService.GetNewPassword: PUT /m2m/v1/session/password/actions/reset.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::get_new_password {

Next<account__GetNewPasswordResponse> start(const account__GetNewPasswordRequest& in,
                                            const CallContext& context);
Next<account__GetNewPasswordResponse> resume(const account__GetNewPasswordRequest& in,
                                             const CallContext& context,
                                             std::span<const Reply> replies);

}  // namespace uws::mapping::get_new_password
