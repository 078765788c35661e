// AccountService.GetAccountInformation: GET /m2m/v1/accounts/{account}. AccountName wins over
// AccountNumber; one of them is required. Carriers and features come as texts or as objects.

#include "mapping/account/service_plans.h"
#include "mapping/common/endings.h"
#include "mapping/row.h"

namespace uws::mapping::get_account_information {
namespace {

using Request = account__GetAccountInformationRequest;
using Output = account__GetAccountInformationResponse;

// An item that is a text, or an object with that text under the list's own name.
std::optional<std::string> name_of(const JsonArray& list, std::size_t i, const char* key) {
  if (auto text = list.text(i)) return text;
  return list.object(i).text(key);
}

std::unique_ptr<account__ArrayOfCarrier> soap_carriers(JsonArray list) {
  auto carriers = std::make_unique<account__ArrayOfCarrier>();
  for (std::size_t i = 0; i < list.size(); ++i) {
    auto carrier = std::make_unique<account__Carrier>();
    carrier->CarrierName = name_of(list, i, "carriers");
    carriers->Carrier.push_back(std::move(carrier));
  }
  return carriers;
}

std::unique_ptr<account__ArrayOfFeature> soap_features(JsonArray list) {
  auto features = std::make_unique<account__ArrayOfFeature>();
  for (std::size_t i = 0; i < list.size(); ++i) {
    auto feature = std::make_unique<account__Feature>();
    feature->FeatureName = name_of(list, i, "features");
    features->Feature.push_back(std::move(feature));
  }
  return features;
}

std::unique_ptr<account__ArrayOfIPPool> soap_pools(JsonArray list) {
  auto pools = std::make_unique<account__ArrayOfIPPool>();
  for (JsonObject fields : list) {
    auto pool = std::make_unique<account__IPPool>();
    pool->PoolName = fields.text("poolName");
    pool->PoolType = fields.text("poolType");
    pool->IsDefaultPool = fields.boolean("isDefaultPool");
    pools->IPPool.push_back(std::move(pool));
  }
  return pools;
}

Next<Output> to_rest(const Request& in) {
  std::string account = in.AccountName.value_or("");
  if (account.empty()) account = in.AccountNumber.value_or("");
  if (account.empty()) return refuse_without(kAccountNotDefined, "AccountName");
  return ask<Output>(Method::get, "/m2m/v1/accounts/{}", {{"AccountName", account}});
}

Next<Output> to_soap(const CallContext& context, Replies replies) {
  return answer<Output>(context, replies, [&](JsonObject& fields, Output& output) {
    output.AccountName = fields.text("accountName");
    output.AccountNumber = fields.text("accountNumber");
    output.OrganizationName = fields.text("organizationName");
    output.IsProvisioningAllowed = fields.boolean("isProvisioningAllowed");
    output.Carriers = soap_carriers(fields.array("carriers"));
    output.Features = soap_features(fields.array("features"));
    output.IPPools = soap_pools(fields.array("iPPools"));
    output.ServicePlans = soap_service_plans(fields.array("servicePlans"));
  });
}

}  // namespace

UWS_OPERATION(AccountService, GetAccountInformation, read, to_rest, to_soap);

}  // namespace uws::mapping::get_account_information
