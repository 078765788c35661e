#pragma once
// AccountService.GetRequestStatus: GET /m2m/v1/accounts/{account}/requests/{id}/status. What REST
// calls Failure is Failed here.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::get_request_status {

Next<account__GetRequestStatusResponse> start(const account__GetRequestStatusRequest& in,
                                              const CallContext& context);
Next<account__GetRequestStatusResponse> resume(const account__GetRequestStatusRequest& in,
                                               const CallContext& context,
                                               std::span<const Reply> replies);

}  // namespace uws::mapping::get_request_status
