#pragma once
// StateService.GetStateAndServicesList: GET /m2m/v1/accounts/{accountName}/statesandservices. REST
// nests services in their engagement, SOAP lists both side by side. A state's first plan is its
// ServicePlan, each further one an extended attribute with the key ServicePlan.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::get_state_and_services_list {

Next<state__GetStateAndServicesListResponse> start(const state__GetStateAndServicesListRequest& in,
                                                   const CallContext& context);
Next<state__GetStateAndServicesListResponse> resume(const state__GetStateAndServicesListRequest& in,
                                                    const CallContext& context,
                                                    std::span<const Reply> replies);

}  // namespace uws::mapping::get_state_and_services_list
