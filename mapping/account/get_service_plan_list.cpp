// AccountService.GetServicePlanList: GET /m2m/v1/plans/{account}, whose answer is a list of
// plans or an object with one.

#include "mapping/account/service_plans.h"
#include "mapping/common/endings.h"
#include "mapping/row.h"

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

Next<Output> to_rest(const Request& in) {
  return ask_about_account<Output>(in.Account, Method::get, "/m2m/v1/plans/{}", "Account");
}

Next<Output> to_soap(const CallContext& context, Replies replies) {
  const auto answer = parse(newest(replies));
  if (!answer) return answer.error();
  auto output = std::make_unique<Output>();
  output->ServicePlans = answer->root().is_array()
                             ? soap_service_plans(JsonArray(&answer->root(), "[]", *context.notes))
                             : plans_of_account(answer->root(), *context.notes);
  return Answer<Output>{std::move(output), {}};
}

}  // namespace

UWS_OPERATION(AccountService, GetServicePlanList, read, to_rest, to_soap);

}  // namespace uws::mapping::get_service_plan_list
