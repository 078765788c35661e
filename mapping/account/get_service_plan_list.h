#pragma once
// AccountService.GetServicePlanList: GET /m2m/v1/plans/{account}, whose answer is a list of
// plans or an object with one.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::get_service_plan_list {

Next<account__GetServicePlanListResponse> start(const account__GetServicePlanListRequest& in,
                                                const CallContext& context);
Next<account__GetServicePlanListResponse> resume(const account__GetServicePlanListRequest& in,
                                                 const CallContext& context,
                                                 std::span<const Reply> replies);

}  // namespace uws::mapping::get_service_plan_list
