// What an account has: pools and plans, states and services, leads.

#include <algorithm>

#include "simulator/routes.h"
#include "simulator/world.h"

namespace uws::simulator {
namespace {

constexpr std::size_t kLeads = 5;

Json plans_json(World& world, bool with_attributes) {
  auto list = Json::array();
  for (const auto& plan : world.inventory.plans()) {
    Json entry = {{"name", plan.name},
                  {"code", plan.code},
                  {"sizeKb", plan.size_kb},
                  {"carrierServicePlanCode", plan.carrier_code}};
    if (with_attributes) entry["extendedAttributes"] = Json::array();
    list.push_back(std::move(entry));
  }
  return list;
}

const Json& engagements() {
  static const Json list = Json::parse(R"([
    {"engagementId": "7001", "chargingGroup": "Engagement7001", "services": [
      {"name": "Telematics", "description": "Main line of the vehicle.", "states": [
        {"name": "Telematics Active", "workflowSequenceNumber": 1,
         "servicePlans": ["m2m_4G", "M2M5GB"]},
        {"name": "Telematics Standby", "workflowSequenceNumber": 2, "servicePlans": ["m2m_4G"]}]},
      {"name": "WiFi", "description": "Hot spot of the vehicle.", "states": [
        {"name": "WiFi Trial", "workflowSequenceNumber": 1, "servicePlans": ["Tablet5GB"]},
        {"name": "WiFi Active", "workflowSequenceNumber": 2, "servicePlans": ["Tablet5GB"]}]}]}])");
  return list;
}

Json lead_json(std::size_t number) {
  return {{"leadId", "L-" + std::to_string(20'000 + number)},
          {"leadState", number % 2 ? "Qualified" : "Closed"},
          {"address",
           {{"addressLine1", std::to_string(100 * number) + " Example Street"},
            {"addressLine2", ""},
            {"city", "Springfield"},
            {"state", "IL"},
            {"zip", "62701"},
            {"country", "USA"}}}};
}

Reply account_information(World& world, const Call& call) {
  const auto pool = [](const char* name, const char* type, bool is_default) -> Json {
    return {{"poolName", name}, {"poolType", type}, {"isDefaultPool", is_default}};
  };
  return {200,
          {{"accountName", call.account},
           {"accountNumber", call.account},
           {"organizationName", "Example Fleet"},
           {"isProvisioningAllowed", true},
           {"carriers", Json::array({"Verizon Wireless"})},
           {"features", Json::array({"Static IP", "Dynamic IP"})},
           {"iPPools", Json::array({pool("POOL-DYNAMIC", "Dynamic IP", true),
                                    pool("POOL-STATIC", "Static IP", false)})},
           {"servicePlans", plans_json(world, true)}}};
}

Reply states_and_services(World&, const Call&) { return {200, {{"engagement", engagements()}}}; }

Reply list_plans(World& world, const Call&) { return {200, plans_json(world, false)}; }

// `next` is the number of the first lead wanted, from 1.
Reply list_leads(World& world, const Call& call) {
  const auto first = static_cast<std::size_t>(std::max<std::int64_t>(call.next(), 1));
  Page page{std::min<std::size_t>(world.settings.page_size, 1'000)};
  for (auto number = first; number <= kLeads && page.add(lead_json(number));) ++number;
  return {200, {{"leads", std::move(page.entries)}, {"hasMoreData", page.more}}};
}

}  // namespace

bool offers_state(const std::string& service, const std::string& state) {
  for (const auto& engagement : engagements()) {
    for (const auto& offered : engagement["services"]) {
      if (offered["name"] != service) continue;
      const auto& states = offered["states"];
      return std::any_of(states.begin(), states.end(),
                         [&](const Json& entry) { return entry["name"] == state; });
    }
  }
  return false;
}

Routes account_routes() {
  static constexpr Route kRoutes[] = {
      {"GET /m2m/v1/accounts/{accountName}", account_information, kAccount},
      {"GET /m2m/v1/accounts/{accountName}/statesandservices", states_and_services, kAccount},
      {"GET /m2m/v1/leads/{accountName}", list_leads, kAccount},
      {"GET /m2m/v1/plans/{accountName}", list_plans, kAccount},
  };
  return kRoutes;
}

}  // namespace uws::simulator
