#include "mapping/account/get_service_plan_list.h"

#include "mapping/account/service_plans.h"
#include "mapping/common/faults.h"
#include "mapping/common/url.h"

namespace uws::mapping::get_service_plan_list {
namespace {

using Request = account__GetServicePlanListRequest;
using Output = account__GetServicePlanListResponse;

// The plans inside the object that one edition of REST answers: the whole account.
std::unique_ptr<account__ArrayOfServicePlan> plans_of_account(const base::JsonValue& answer,
                                                              Notes& notes) {
  JsonObject fields(answer, "", notes);
  for (const char* unused : {"accountName", "accountNumber", "organizationName",
                             "isProvisioningAllowed", "carriers", "features", "iPPools"}) {
    fields.ignore(unused);
  }
  return soap_service_plans(fields.array("servicePlans"));
}

}  // namespace

Next<Output> start(const Request& in, const CallContext&) {
  const std::string account = in.Account.value_or("");
  if (account.empty()) return refuse_without(kAccountNotDefined, "Account");
  const auto path = rest_path("/m2m/v1/plans/{}", {{"Account", account}});
  if (!path) return path.error();
  return RestCall{Method::get, *path};
}

Next<Output> resume(const Request&, const CallContext& context, std::span<const Reply> replies) {
  const auto answer = parse(std::get<RestReply>(replies.back()));
  if (!answer) return answer.error();
  auto output = std::make_unique<Output>();
  output->ServicePlans = answer->is_array()
                             ? soap_service_plans(JsonArray(&*answer, "[]", *context.notes))
                             : plans_of_account(*answer, *context.notes);
  return Answer<Output>{std::move(output), {}};
}

}  // namespace uws::mapping::get_service_plan_list
