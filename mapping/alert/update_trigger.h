#pragma once
// AlertService.UpdateTrigger: PUT /m2m/v1/triggers.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::update_trigger {

Next<alert__UpdateTriggerResponse> start(const alert__UpdateTriggerRequest& in,
                                         const CallContext& context);
Next<alert__UpdateTriggerResponse> resume(const alert__UpdateTriggerRequest& in,
                                          const CallContext& context,
                                          std::span<const Reply> replies);

}  // namespace uws::mapping::update_trigger
