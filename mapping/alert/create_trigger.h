#pragma once
// AlertService.CreateTrigger: POST /m2m/v1/triggers, which knows no promotion alerts: asking
// for one is a fault.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::create_trigger {

Next<alert__CreateTriggerResponse> start(const alert__CreateTriggerRequest& in,
                                         const CallContext& context);
Next<alert__CreateTriggerResponse> resume(const alert__CreateTriggerRequest& in,
                                          const CallContext& context,
                                          std::span<const Reply> replies);

}  // namespace uws::mapping::create_trigger
