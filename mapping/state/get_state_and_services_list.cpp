#include "mapping/state/get_state_and_services_list.h"

#include <utility>

#include "mapping/common/faults.h"
#include "mapping/common/json.h"
#include "mapping/common/url.h"
#include "mapping/parts/attributes.h"

namespace uws::mapping::get_state_and_services_list {
namespace {

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
  const JsonArray states = service.array("states");
  for (std::size_t i = 0; i < states.size(); ++i) {
    info->States->StateInfo.push_back(state_info(states.object(i)));
  }
  return info;
}

}  // namespace

Next<state__GetStateAndServicesListResponse> start(const state__GetStateAndServicesListRequest& in,
                                                   const CallContext&) {
  const std::string account = in.Account.value_or("");
  if (account.empty()) return refuse_without(kAccountNotDefined, "Account");
  const auto path = rest_path("/m2m/v1/accounts/{}/statesandservices", {{"Account", account}});
  if (!path) return path.error();
  return RestCall{Method::get, *path};
}

Next<state__GetStateAndServicesListResponse> resume(const state__GetStateAndServicesListRequest&,
                                                    const CallContext& context,
                                                    std::span<const Reply> replies) {
  const auto answer = parse(std::get<RestReply>(replies.back()));
  if (!answer) return answer.error();
  JsonObject fields(*answer, "", *context.notes);
  auto output = std::make_unique<state__GetStateAndServicesListResponse>();
  output->Engagement = std::make_unique<state__ArrayOfEngagementInfo>();
  output->Services = std::make_unique<state__ArrayOfServiceInfo>();
  const JsonArray engagements = fields.array("engagement");
  for (std::size_t i = 0; i < engagements.size(); ++i) {
    JsonObject engagement = engagements.object(i);
    auto info = std::make_unique<state__EngagementInfo>();
    info->Id = engagement.text("engagementId");
    info->ChargingGroup = engagement.text("chargingGroup");
    output->Engagement->EngagementInfo.push_back(std::move(info));
    const JsonArray services = engagement.array("services");
    for (std::size_t j = 0; j < services.size(); ++j) {
      output->Services->ServiceInfo.push_back(service_info(services.object(j)));
    }
  }
  return Answer<state__GetStateAndServicesListResponse>{std::move(output), {}};
}

}  // namespace uws::mapping::get_state_and_services_list
