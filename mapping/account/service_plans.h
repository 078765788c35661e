#pragma once
// ServicePlan, as GetServicePlanList and GetAccountInformation answer it.

#include <memory>

#include "gwStub.h"
#include "mapping/common/json.h"

namespace uws::mapping {

// REST's plans in REST's order; never null. ExtendedAttributes is nil where REST has none (the
// documentation's example). A size beyond xs:int is left out.
std::unique_ptr<account__ArrayOfServicePlan> soap_service_plans(JsonArray plans);

}  // namespace uws::mapping
