#include "simulator/changes.h"

#include <algorithm>

#include "simulator/async_request.h"
#include "simulator/world.h"

namespace uws::simulator {
namespace {

constexpr const char* kService = "CarrierService";
constexpr std::ptrdiff_t kPlanChangesPerMonth = 4;

Outcome fault(const char* code) { return {Json::object(), code}; }

// Which devices a body means whose own members are the filter.
Filter filter_of(const Json& body) {
  return {text_of(body, "accountName"), text_of(body, "groupName"), text_of(body, "servicePlan"),
          member_of(body, "customFields")};
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
  Json moved = {{"deviceIds", ids_json(device, "iccid")},
                {"ipAddress", device.ip_address},
                {"state", state_title(device)},
                {"servicePlan", device.plan},
                {"accountName", device.account}};
  return {{{"moveDeviceResponse", std::move(moved)}}, {}};
}

Outcome new_plan(World& world, Device& device, const std::string& plan) {
  if (device.state != kActive) return fault("INPUT_INVALID.DeviceState.Invalid");
  const auto month_ago = world.clock.now() - std::chrono::days(30);
  const auto recent = std::count_if(device.plan_changes.begin(), device.plan_changes.end(),
                                    [&](TimePoint at) { return at > month_ago; });
  if (recent >= kPlanChangesPerMonth) return fault("INPUT_INVALID.MaxRequestsExceeded");
  device.plan = plan;
  device.plan_changes.push_back(world.clock.now());
  device.history.push_back({world.clock.now(), "Change Service Plan", plan});
  return {{{"changeServicePlanResponse", {{"servicePlan", plan}}}}, {}};
}

Outcome new_ids(World& world, Device& device, const Json& body) {
  if (device.state != kActive) return fault("INPUT_INVALID.DeviceState.Invalid");
  std::map<std::string, std::string> ids;
  for (const auto& id : member_of(body, "deviceIdsTo"))
    ids[text_of(id, "kind")] = text_of(id, "id");
  if (ids.empty()) {
    // Only the number changes: the area code of npaNxx, or the present one, and a new local part.
    const auto area = text_of(body, "npaNxx").substr(0, 3);
    const auto& old = device.ids["mdn"];
    const auto local = std::to_string(8'000'000 + device.number % 1'000'000 +
                                      static_cast<std::int64_t>(device.history.size()));
    const auto mdn = (area.size() == 3 ? area : old.substr(0, 3)) + local;
    ids = {{"mdn", mdn}, {"msisdn", "1" + mdn}};
  }
  for (const auto& [kind, id] : ids) {
    const auto* other = world.inventory.find(kind, id);
    if (other && other != &device) return fault("INPUT_INVALID.Device.Identifier.Invalid");
  }
  world.inventory.set_ids(device, ids);
  auto changed = Json::array();
  for (const auto& [kind, id] : ids) changed.push_back({{"id", id}, {"kind", kind}});
  Json response = {{"deviceIds", changed}};
  if (const auto plan = text_of(body, "servicePlan"); !plan.empty()) {
    device.plan = plan;
    response["servicePlan"] = plan;
  }
  device.history.push_back({world.clock.now(), "Change Device Identifier", device.plan});
  return {{{"changeIdentifierResponse", std::move(response)}}, {}};
}

}  // namespace

std::optional<Reply> refuse_plan(World& world, const std::string& plan) {
  if (plan.empty() || world.inventory.plan(plan)) return std::nullopt;
  return failure("REQUEST_FAILED." + plan + ".NotFound");
}

Reply move_devices(World& world, const Call& call) {
  const auto& body = call.body;
  if (auto refusal = refuse_account(world, text_of(body, "accountName"))) return *refusal;
  if (auto refusal = refuse_plan(world, text_of(body, "servicePlan"))) return *refusal;
  const auto& given = member_of(body, "filter");
  auto source = text_of(given, "accountName");
  if (source.empty()) source = text_of(given, "account");
  const Filter filter{source, text_of(given, "groupName"), text_of(given, "servicePlan"),
                      member_of(given, "customFields")};
  return start_selected(world, kService, member_of(body, "devices"), filter,
                        [body](World& w, Device& device) { return move(w, device, body); });
}

Reply change_plan(World& world, const Call& call) {
  const auto& body = call.body;
  const auto plan = text_of(body, "servicePlan");
  if (auto refusal = refuse_plan(world, plan)) return *refusal;
  auto filter = filter_of(body);
  filter.plan = text_of(body, "currentServicePlan");
  return start_selected(world, kService, member_of(body, "devices"), filter,
                        [plan](World& w, Device& d) { return new_plan(w, d, plan); });
}

Reply change_device_id(World& world, const Call& call) {
  const auto& body = call.body;
  const Json device = {{"deviceIds", member_of(body, "deviceIds")}};
  const auto& to = member_of(body, "deviceIdsTo");
  const bool number_only = text_of(body, "change4gOption") == "ChangeMSISDN";
  if (!number_only && !body.contains("change4gOption") && to.is_null() &&
      text_of(body, "zipCode").empty() && text_of(body, "npaNxx").empty() &&
      !body.contains("assignNonGeoMdn")) {
    return failure("INPUT_INVALID.DeviceNotProvided", "The new identifier is missing.");
  }
  if (auto refusal = refuse_plan(world, text_of(body, "servicePlan"))) return *refusal;
  return start_selected(world, kService, Json::array({device}), {},
                        [body](World& w, Device& d) { return new_ids(w, d, body); });
}

Reply change_cost_center(World& world, const Call& call) {
  const auto& body = call.body;
  const bool remove = member_of(body, "removeCostCenter") == true;
  const auto code = remove ? std::string{} : text_of(body, "costCenter");
  const auto place = member_of(body, "primaryPlaceOfUse");
  return start_selected(world, kService, member_of(body, "devices"), filter_of(body),
                        [code, place](World&, Device& device) -> Outcome {
                          device.cost_center = code;
                          if (!place.is_null()) device.place_of_use = place;
                          return {{{"costCenterResponse", Json::object()}}, {}};
                        });
}

Reply change_contact_info(World& world, const Call& call) {
  const auto place = member_of(call.body, "primaryPlaceOfUse");
  const Filter filter{text_of(call.body, "accountName"), {}, {}, Json()};
  return start_selected(world, kService, member_of(call.body, "devices"), filter,
                        [place](World&, Device& device) -> Outcome {
                          device.place_of_use = place;
                          return {{{"contactInfoResponse", Json::object()}}, {}};
                        });
}

Reply change_custom_fields(World& world, const Call& call) {
  const auto fields = member_of(call.body, "customFieldsToUpdate");
  return start_selected(world, kService, member_of(call.body, "devices"), filter_of(call.body),
                        [fields](World&, Device& device) -> Outcome {
                          set_custom_fields(device, fields);
                          return {};
                        });
}

}  // namespace uws::simulator
