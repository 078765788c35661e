#pragma once
// AlertService.GetTriggers: GET /m2m/v1/triggers/{id}, or GET /m2m/v1/triggers narrowed to
// AccountName here. REST wraps the triggers into a list of {"triggers": […]}.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::get_triggers {

Next<alert__GetTriggersResponse> start(const alert__GetTriggersRequest& in,
                                       const CallContext& context);
Next<alert__GetTriggersResponse> resume(const alert__GetTriggersRequest& in,
                                        const CallContext& context, std::span<const Reply> replies);

}  // namespace uws::mapping::get_triggers
