#include "simulator/changes.h"

#include <algorithm>

#include "simulator/async_request.h"
#include "simulator/world.h"

namespace uws::simulator {
namespace {

constexpr std::ptrdiff_t kPlanChangesPerMonth = 4;

void set_custom_fields(Device& device, const Json& fields) {
  if (!fields.is_array()) return;
  for (const auto& field : fields) {
    device.custom_fields[text_of(field, "key")] = text_of(field, "value");
  }
}

// A plan that is named but not offered; "" when all is well.
std::string unknown_plan(World& world, const std::string& plan) {
  if (plan.empty() || world.inventory.plan(plan)) return {};
  return "REQUEST_FAILED." + plan + ".NotFound";
}

Outcome move(World& world, Device& device, const Json& body) {
  const auto target = text_of(body, "accountName");
  const auto group = text_of(body, "groupName");
  device.account = target;
  device.groups.clear();
  auto* account = world.inventory.account(target);
  if (!group.empty() && account->groups.contains(group) && group != account->default_group) {
    device.groups.push_back(group);
  }
  if (const auto plan = text_of(body, "servicePlan"); !plan.empty()) device.plan = plan;
  if (const auto pool = text_of(body, "carrierIpPoolName"); !pool.empty()) device.ip_pool = pool;
  set_custom_fields(device, member_of(body, "customFields"));
  device.history.push_back({world.clock.now(), "Device Move", device.plan});
  const auto state = device.state == kActive ? std::string("Active") : device.state;
  return {{{"moveDeviceResponse",
            {{"deviceIds", ids_json(device, "iccid")},
             {"ipAddress", device.ip_address},
             {"state", state},
             {"servicePlan", device.plan},
             {"accountName", device.account}}}},
          {}};
}

Outcome new_plan(World& world, Device& device, const std::string& plan) {
  if (device.state != kActive) return {Json::object(), "INPUT_INVALID.DeviceState.Invalid"};
  const auto month_ago = world.clock.now() - std::chrono::days(30);
  const auto recent = std::count_if(device.plan_changes.begin(), device.plan_changes.end(),
                                    [&](TimePoint at) { return at > month_ago; });
  if (recent >= kPlanChangesPerMonth) {
    return {Json::object(), "INPUT_INVALID.MaxRequestsExceeded"};
  }
  device.plan = plan;
  device.plan_changes.push_back(world.clock.now());
  device.history.push_back({world.clock.now(), "Change Service Plan", plan});
  return {{{"changeServicePlanResponse", {{"servicePlan", plan}}}}, {}};
}

}  // namespace

Reply move_devices(World& world, const Call& call) {
  const auto& body = call.body;
  if (!world.inventory.account(text_of(body, "accountName"))) {
    return failure("REQUEST_FAILED.AccountNotFound");
  }
  if (const auto code = unknown_plan(world, text_of(body, "servicePlan")); !code.empty()) {
    return failure(code);
  }
  const auto& given = member_of(body, "filter");
  auto source = text_of(given, "accountName");
  if (source.empty()) source = text_of(given, "account");
  auto selection =
      select_devices(world, member_of(body, "devices"),
                     {source, text_of(given, "groupName"), text_of(given, "servicePlan"),
                      member_of(given, "customFields")});
  if (auto* refusal = std::get_if<Reply>(&selection)) return *refusal;
  return start_async(world, {"CarrierService", source.empty() ? kDefaultAccount : source,
                             std::get<std::vector<Target>>(std::move(selection)),
                             [body](World& w, Device& device) { return move(w, device, body); }});
}

Reply change_plan(World& world, const Call& call) {
  const auto& body = call.body;
  const auto plan = text_of(body, "servicePlan");
  if (const auto code = unknown_plan(world, plan); !code.empty()) return failure(code);
  auto selection =
      select_devices(world, member_of(body, "devices"),
                     {text_of(body, "accountName"), text_of(body, "groupName"),
                      text_of(body, "currentServicePlan"), member_of(body, "customFields")});
  if (auto* refusal = std::get_if<Reply>(&selection)) return *refusal;
  return start_async(world, {"CarrierService", account_or_default(body),
                             std::get<std::vector<Target>>(std::move(selection)),
                             [plan](World& w, Device& d) { return new_plan(w, d, plan); }});
}

}  // namespace uws::simulator
