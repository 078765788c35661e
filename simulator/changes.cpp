// Changes of devices that are answered by one CarrierService callback each.

#include <algorithm>

#include "simulator/async_request.h"
#include "simulator/routes.h"
#include "simulator/world.h"

namespace uws::simulator {
namespace {

constexpr const char* kChangesService = "CarrierService";
constexpr std::ptrdiff_t kPlanChangesPerMonth = 4;

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
  if (device.state != kActive) return wrong_state();
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
  if (device.state != kActive) return wrong_state();
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

Reply move_devices(World& world, const Call& call) {
  return start_selected(world, kChangesService, member_of(call.body, "devices"),
                        filter_of(member_of(call.body, "filter")),
                        [body = call.body](World& w, Device& d) { return move(w, d, body); });
}

Reply change_plan(World& world, const Call& call) {
  auto filter = filter_of(call.body);
  filter.plan = text_of(call.body, "currentServicePlan");
  return start_selected(world, kChangesService, member_of(call.body, "devices"), filter,
                        [plan = text_of(call.body, "servicePlan")](World& w, Device& d) {
                          return new_plan(w, d, plan);
                        });
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
  return start_selected(world, kChangesService, Json::array({device}), {},
                        [body](World& w, Device& d) { return new_ids(w, d, body); });
}

Reply change_cost_center(World& world, const Call& call) {
  const bool remove = member_of(call.body, "removeCostCenter") == true;
  const auto code = remove ? std::string{} : text_of(call.body, "costCenter");
  const auto place = member_of(call.body, "primaryPlaceOfUse");
  return start_selected(world, kChangesService, call.body,
                        [code, place](World&, Device& d) -> Outcome {
                          d.cost_center = code;
                          if (!place.is_null()) d.place_of_use = place;
                          return {{{"costCenterResponse", Json::object()}}};
                        });
}

Reply change_contact_info(World& world, const Call& call) {
  const auto place = member_of(call.body, "primaryPlaceOfUse");
  return start_selected(world, kChangesService, call.body, [place](World&, Device& d) -> Outcome {
    d.place_of_use = place;
    return {{{"contactInfoResponse", Json::object()}}};
  });
}

Reply change_custom_fields(World& world, const Call& call) {
  const auto fields = member_of(call.body, "customFieldsToUpdate");
  return start_selected(world, kChangesService, call.body, [fields](World&, Device& d) -> Outcome {
    set_custom_fields(d, fields);
    return {};
  });
}

}  // namespace

Routes change_routes() {
  static constexpr Route kRoutes[] = {
      {"PUT /m2m/v1/devices/actions/contactInfo", change_contact_info},
      {"PUT /m2m/v1/devices/actions/customFields", change_custom_fields},
      {"PUT /m2m/v1/devices/actions/move", move_devices, kAccount | kPlan},
      {"PUT /m2m/v1/devices/actions/plan", change_plan, kPlan},
      {"PUT /m2m/v1/devices/costCenter", change_cost_center},
      {"PUT /m2m/v1/devices/{serviceType}/actions/deviceId", change_device_id, kPlan},
  };
  return kRoutes;
}

}  // namespace uws::simulator
