#include "mapping/account/service_plans.h"

#include <limits>

#include "mapping/parts/attributes.h"

namespace uws::mapping {
namespace {

std::unique_ptr<account__ServicePlan> soap_service_plan(JsonObject fields) {
  auto plan = std::make_unique<account__ServicePlan>();
  plan->Name = fields.text("name");
  plan->Code = fields.text("code");
  using Limits = std::numeric_limits<int>;
  const auto size = fields.integer("sizeKb");
  if (size && *size >= Limits::min() && *size <= Limits::max()) {
    plan->SizeKB = static_cast<int>(*size);
  }
  plan->CarrierServicePlanCode = fields.text("carrierServicePlanCode");
  auto attributes = soap_extended_attributes(fields.array("extendedAttributes"));
  if (!attributes->ExtendedAttributesObj.empty()) plan->ExtendedAttributes = std::move(attributes);
  return plan;
}

}  // namespace

std::unique_ptr<account__ArrayOfServicePlan> soap_service_plans(JsonArray plans) {
  auto list = std::make_unique<account__ArrayOfServicePlan>();
  collect(plans, list->ServicePlan, soap_service_plan);
  return list;
}

}  // namespace uws::mapping
