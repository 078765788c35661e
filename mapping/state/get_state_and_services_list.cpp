// StateService.GetStateAndServicesList: GET /m2m/v1/accounts/{accountName}/statesandservices. REST
// nests services in their engagement, SOAP lists both side by side. A state's first plan is its
// ServicePlan, each further one an extended attribute with the key ServicePlan.

#include <utility>

#include "mapping/common/endings.h"
#include "mapping/common/json.h"
#include "mapping/parts/attributes.h"
#include "mapping/row.h"

namespace uws::mapping::get_state_and_services_list {
namespace {

using Request = state__GetStateAndServicesListRequest;
using Output = state__GetStateAndServicesListResponse;

std::unique_ptr<state__StateInfo> state_info(JsonObject state) {
  auto info = std::make_unique<state__StateInfo>();
  info->Name = state.text("name");
  const auto number = state.integer("workflowSequenceNumber");
  if (number && std::in_range<int>(*number)) {
    info->WorkflowSequenceNumber = static_cast<int>(*number);
  }
  info->RatingGroup = std::make_unique<state__ArrayOfRatingGroupInfo>();
  const JsonArray plans = state.array("servicePlans");
  for (std::size_t i = 0; i < plans.size(); ++i) {
    const std::string plan = plans.text(i).value_or("");
    if (plan.empty()) continue;
    if (!info->ServicePlan) {
      info->ServicePlan = plan;
    } else {
      add_extended_attribute(info->ExtendedAttributes, "ServicePlan", plan);
    }
  }
  return info;
}

std::unique_ptr<state__ServiceInfo> service_info(JsonObject service) {
  auto info = std::make_unique<state__ServiceInfo>();
  info->Name = service.text("name");
  info->Description = service.text("description");
  info->States = std::make_unique<state__ArrayOfStateInfo>();
  collect(service.array("states"), info->States->StateInfo, state_info);
  return info;
}

Next<Output> to_rest(const Request& in) {
  return ask_about_account<Output>(in.Account, Method::get, "/m2m/v1/accounts/{}/statesandservices",
                                   "Account");
}

Next<Output> to_soap(const CallContext& context, Replies replies) {
  return answer<Output>(context, replies, [&](JsonObject& fields, Output& output) {
    output.Engagement = std::make_unique<state__ArrayOfEngagementInfo>();
    output.Services = std::make_unique<state__ArrayOfServiceInfo>();
    for (JsonObject engagement : fields.array("engagement")) {
      auto info = std::make_unique<state__EngagementInfo>();
      info->Id = engagement.text("engagementId");
      info->ChargingGroup = engagement.text("chargingGroup");
      output.Engagement->EngagementInfo.push_back(std::move(info));
      collect(engagement.array("services"), output.Services->ServiceInfo, service_info);
    }
  });
}

}  // namespace

UWS_OPERATION(StateService, GetStateAndServicesList, read, to_rest, to_soap);

}  // namespace uws::mapping::get_state_and_services_list
