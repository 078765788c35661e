#pragma once
// AlertService.DeleteTrigger: DELETE /m2m/v1/triggers/{id}.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::delete_trigger {

Next<alert__DeleteTriggerResponse> start(const alert__DeleteTriggerRequest& in,
                                         const CallContext& context);
Next<alert__DeleteTriggerResponse> resume(const alert__DeleteTriggerRequest& in,
                                          const CallContext& context,
                                          std::span<const Reply> replies);

}  // namespace uws::mapping::delete_trigger
