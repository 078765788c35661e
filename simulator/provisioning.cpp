// Changes of a device's state. Activate: from pre-active or deactive; suspend: from active;
// restore: from suspend; deactivate: from active or suspend. Anything else is a fault in that
// device's callback.

#include <algorithm>
#include <cstdio>

#include "base/text.h"
#include "simulator/async_request.h"
#include "simulator/routes.h"
#include "simulator/world.h"

namespace uws::simulator {
namespace {

constexpr const char* kProvisioningService = "CarrierService";

// A SIM that nobody has seen yet may be activated: it joins the account. Identifiers that belong to
// another account stay where they are.
void add_unseen(World& world, const Json& listed, const std::string& account) {
  if (!listed.is_array()) return;
  for (const auto& entry : listed) {
    Device device;
    bool known = false;
    for (const auto& id : member_of(entry, "deviceIds")) {
      const auto kind = base::lower(text_of(id, "kind"));
      known = known || world.inventory.find(kind, text_of(id, "id"));
      device.ids[kind] = text_of(id, "id");
    }
    const auto& ids = device.ids;
    if (known || !(ids.contains("iccid") || ids.contains("meid") || ids.contains("esn"))) continue;
    device.account = account;
    device.created = world.clock.now();
    world.inventory.add(std::move(device));
  }
}

void set_optional(std::string& value, const Json& body, const char* name) {
  if (auto text = text_of(body, name); !text.empty()) value = std::move(text);
}

void set_common(World& world, Device& device, const Json& body) {
  set_custom_fields(device, member_of(body, "customFields"));
  set_optional(device.ip_pool, body, "carrierIpPoolName");
  set_optional(device.sku, body, "skuNumber");
  set_optional(device.lead_id, body, "leadId");
  set_optional(device.cost_center, body, "costCenterCode");
  if (const auto& place = member_of(body, "primaryPlaceOfUse"); !place.is_null()) {
    device.place_of_use = place;
  }
  const auto group = text_of(body, "groupName");
  const auto* account = world.inventory.account(device.account);
  if (!group.empty() && account->groups.contains(group) &&
      !world.inventory.in_group(device, group)) {
    device.groups.push_back(group);
  }
}

// The address the request gives the device, if it does.
void set_address(World& world, Device& device, const Json& body) {
  for (const char* list : {"devices", "devicesWithServiceAddress"}) {
    for (const auto& entry : member_of(body, list)) {
      const auto& ids = member_of(entry, "deviceIds");
      const bool own = std::any_of(ids.begin(), ids.end(),
                                   [&](const Json& id) { return device_of(world, id) == &device; });
      if (own) set_optional(device.ip_address, entry, "ipAddress");
    }
  }
}

Outcome activate(World& world, Device& device, const Json& body) {
  if (device.state == kActive) return fault("REQUEST_FAILED.DeviceAlreadyActive");
  if (device.state == kSuspended) return wrong_state();
  set_common(world, device, body);
  make_active(world, device, text_of(body, "servicePlan"));
  set_address(world, device, body);
  return activated(device);
}

Outcome deactivate(World& world, Device& device, bool remove) {
  if (device.state != kActive && device.state != kSuspended) return wrong_state();
  device.state = kDeactive;
  device.connected = false;
  device.ip_address = "0.0.0.0";
  device.history.push_back({world.clock.now(), "Deactivate", device.plan});
  if (remove) world.inventory.remove(device.number);
  return {{{"deactivateResponse", {{"deactivated", "true"}}}}, {}};
}

Outcome suspend(World& world, Device& device) {
  if (device.state != kActive) return wrong_state();
  device.state = kSuspended;
  device.connected = false;
  device.history.push_back({world.clock.now(), "Suspend", device.plan});
  const auto resume = world.clock.now() + std::chrono::days(90);
  Json response = {{"expectedResumeDate", format_date(resume) + "T00:00:00Z"},
                   {"maxSuspendDaysAllowed", "90"},
                   {"numDaysSuspendAllowedCurrent12Months", "180"},
                   {"numDaysSuspendedLast12Months", "0"}};
  return {{{"suspendResponse", std::move(response)}}, {}};
}

Outcome restore(World& world, Device& device) {
  if (device.state != kSuspended) return wrong_state();
  device.state = kActive;
  device.history.push_back({world.clock.now(), "Restore", device.plan});
  return {{{"restoreResponse", {{"restored", "true"}}}}, {}};
}

Outcome enter_state(World& world, Device& device, const Json& body) {
  set_common(world, device, body);
  device.service_name = text_of(body, "serviceName");
  device.state_name = text_of(body, "stateName");
  if (device.state != kActive) make_active(world, device, text_of(body, "servicePlan"));
  set_address(world, device, body);
  device.plan = text_of(body, "servicePlan");
  device.history.push_back({world.clock.now(), "Go To State", device.plan});
  Json response = {{"deviceIds", ids_json(device)},
                   {"ipAddress", device.ip_address},
                   {"servicePlan", device.plan},
                   {"accountName", device.account},
                   {"serviceName", device.service_name},
                   {"stateName", device.state_name},
                   {"smsrOid", device.smsr_oid},
                   {"subscriptionTypeCode", "GPX"},
                   {"subscriptionTypeDesc", "Subscription of a synthetic device"},
                   {"stageStateChangeReasonCode", ""},
                   {"stageStateChangeReasonDesc", ""}};
  return {{{"goToStateResponse", std::move(response)}}, {}};
}

Reply activate_devices(World& world, const Call& call) {
  const auto account = call.account_or_default();
  const auto group = text_of(call.body, "groupName");
  const auto& listed = member_of(call.body, "devices");
  if (listed.is_null() && group.empty()) return failure("INPUT_INVALID.DeviceNotProvided");
  add_unseen(world, listed, account);
  return start_selected(world, kProvisioningService, listed, {account, group, {}, Json()},
                        [body = call.body](World& w, Device& d) { return activate(w, d, body); });
}

Reply deactivate_devices(World& world, const Call& call) {
  const bool remove = member_of(call.body, "deleteAfterDeactivation") == true;
  return start_selected(world, kProvisioningService, call.body,
                        [remove](World& w, Device& d) { return deactivate(w, d, remove); });
}

Reply suspend_devices(World& world, const Call& call) {
  return start_selected(world, kProvisioningService, call.body, suspend);
}

Reply restore_devices(World& world, const Call& call) {
  return start_selected(world, kProvisioningService, call.body, restore);
}

Reply go_to_state(World& world, const Call& call) {
  const auto& body = call.body;
  if (!offers_state(text_of(body, "serviceName"), text_of(body, "stateName"))) {
    return failure("REQUEST_FAILED.UnexpectedError", "There is no such service and state.");
  }
  auto listed = member_of(body, "devices");
  if (listed.is_null()) listed = member_of(body, "devicesWithServiceAddress");
  return start_selected(world, "StateService", listed, filter_of(member_of(body, "filter")),
                        [body](World& w, Device& d) { return enter_state(w, d, body); });
}

}  // namespace

void make_active(World& world, Device& device, const std::string& plan) {
  const auto local = device.number - kFirstNumber;
  if (!device.ids.contains("mdn")) {
    char mdn[16];
    std::snprintf(mdn, sizeof mdn, "908%07d", static_cast<int>(local % 10'000'000));
    world.inventory.set_ids(device, {{"mdn", mdn}, {"msisdn", std::string("1") + mdn}});
  }
  device.ip_address =
      "10.225." + std::to_string(local / 250 % 250) + "." + std::to_string(local % 250 + 1);
  device.state = kActive;
  if (!plan.empty()) device.plan = plan;
  device.last_activation = world.clock.now();
  device.history.push_back({world.clock.now(), "Activate", device.plan});
}

Outcome activated(const Device& device) {
  Json response = {{"deviceIds", ids_json(device)},
                   {"featureCodes", Json::array()},
                   {"ipAddress", device.ip_address},
                   {"servicePlan", device.plan},
                   {"state", state_title(device)}};
  return {{{"activateResponse", std::move(response)}}};
}

Routes provisioning_routes() {
  static constexpr Route kRoutes[] = {
      {"POST /m2m/v1/devices/actions/activate", activate_devices, kPlan | kGroup},
      {"POST /m2m/v1/devices/actions/deactivate", deactivate_devices},
      {"PUT /m2m/v1/devices/actions/goToState", go_to_state, kPlan},
      {"POST /m2m/v1/devices/actions/restore", restore_devices},
      {"POST /m2m/v1/devices/actions/suspend", suspend_devices},
  };
  return kRoutes;
}

}  // namespace uws::simulator
