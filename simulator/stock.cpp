// Devices coming and going: add, delete, upload, orders, availability.

#include <algorithm>

#include "base/text.h"
#include "simulator/async_request.h"
#include "simulator/routes.h"
#include "simulator/world.h"

namespace uws::simulator {
namespace {

constexpr const char* kStockService = "DeviceService";
constexpr std::size_t kMostAdded = 200;
constexpr std::size_t kMostDeleted = 100;
constexpr std::size_t kMostChecked = 2'000;
constexpr std::size_t kMostUploaded = 10'000;

bool is_known(World& world, const Json& ids) {
  return std::any_of(ids.begin(), ids.end(),
                     [&](const Json& id) { return device_of(world, id) != nullptr; });
}

// A pre-active device with these identifiers.
Device& stock(World& world, const std::string& account, const Json& ids, const std::string& sku) {
  Device device;
  device.account = account;
  device.sku = sku;
  device.created = world.clock.now();
  for (const auto& id : ids) device.ids[base::lower(text_of(id, "kind"))] = text_of(id, "id");
  return world.inventory.add(std::move(device));
}

// A callback's members about a whole request: what came of `requested` devices.
Json summary(const Json& ids, Json response, std::size_t requested) {
  return {{"deviceIds", ids},
          {"deviceResponse", std::move(response)},
          {"summary", {{"devicesRequested", std::to_string(requested)}}},
          {"status", "Success"}};
}

Json uploaded(std::size_t count) {
  return {{"uploadResponse", {{"devicesUploaded", std::to_string(count)}}}};
}

// Adds what is not there yet; the callback's members.
Json carry_out_upload(World& world, const Json& body) {
  std::size_t added = 0;
  const auto& devices = member_of(body, "devices");
  for (const auto& entry : devices) {
    const auto& ids = member_of(entry, "deviceIds");
    if (!ids.is_array() || ids.empty() || is_known(world, ids)) continue;
    stock(world, text_of(body, "accountName"), ids, text_of(body, "deviceSku"));
    ++added;
  }
  return summary(Json::array(), uploaded(added), devices.size());
}

std::optional<Reply> refuse_devices(const Json& body, std::size_t most) {
  const auto count = member_of(body, "devices").size();
  if (count == 0) return failure("INPUT_INVALID.DeviceNotProvided");
  if (count > most) return failure("INPUT_INVALID.MaxRequestsExceeded");
  return std::nullopt;
}

Reply ordered(World& world, const Call& call, Reply reply) {
  world.orders[text_of(reply.body, "requestId")] = member_of(call.body, "devices");
  return reply;
}

Outcome activate_uploaded(World& world, Device& device, const Json& body) {
  if (device.state == kActive) return fault("REQUEST_FAILED.DeviceAlreadyActive");
  if (const auto pool = text_of(body, "carrierIpPoolName"); !pool.empty()) device.ip_pool = pool;
  make_active(world, device, text_of(body, "servicePlan"));
  return activated(device);
}

Reply add_devices(World& world, const Call& call) {
  const auto& body = call.body;
  const auto account = call.account_or_default();
  const auto& default_group = world.inventory.account(account)->default_group;
  const auto& listed = member_of(body, "devicesToAdd");
  if (listed.empty() || listed.size() > kMostAdded) return failure("INPUT_INVALID.NumberofDevices");
  const auto group = text_of(body, "groupName");
  auto results = Json::array();
  for (const auto& entry : listed) {
    const auto& ids = member_of(entry, "deviceIds");
    const bool fresh = !ids.empty() && !is_known(world, ids);
    if (fresh) {
      auto& device = stock(world, account, ids, text_of(body, "skuNumber"));
      device.smsr_oid = text_of(body, "smsrOid");
      set_custom_fields(device, member_of(body, "customFields"));
      if (!group.empty() && group != default_group) device.groups.push_back(group);
    }
    results.push_back({{"deviceIds", ids}, {"response", fresh ? "Success" : "Failed"}});
  }
  return {200, std::move(results)};
}

// Why the device cannot be deleted; null when it can.
const char* kept_because(const Device* device, const std::string& account) {
  if (!device || (!account.empty() && device->account != account)) {
    return "The user does not have access to delete the device.";
  }
  return device->state == kDeactive ? nullptr : "The device is not in deactive state.";
}

Reply delete_devices(World& world, const Call& call) {
  const auto& listed = member_of(call.body, "devicesToDelete");
  if (listed.empty() || listed.size() > kMostDeleted) {
    return failure("INPUT_INVALID.NumberofDevices");
  }
  auto results = Json::array();
  for (const auto& entry : listed) {
    const auto& ids = member_of(entry, "deviceIds");
    Device* device = nullptr;
    for (const auto& id : ids) device = device ? device : device_of(world, id);
    // The platform shows a single identifier as an object, several as an array.
    Json result = {{"deviceIds", ids.size() == 1 ? ids[0] : ids}, {"status", "Success"}};
    if (const char* why = kept_because(device, call.account)) {
      result["status"] = "Failed";
      result["message"] = why;
    } else {
      world.inventory.remove(device->number);
    }
    results.push_back(std::move(result));
  }
  return {200, std::move(results)};
}

// One DeviceService callback for the whole upload.
Reply upload_devices(World& world, const Call& call) {
  if (auto refusal = refuse_devices(call.body, kMostUploaded)) return *refusal;
  return ordered(world, call,
                 start_async_once(world, kStockService, call.account, [body = call.body](World& w) {
                   return carry_out_upload(w, body);
                 }));
}

// The same, then one CarrierService callback per device, under the same request ID.
Reply upload_and_activate(World& world, const Call& call) {
  const auto& body = call.body;
  if (auto refusal = refuse_devices(body, kMostUploaded)) return *refusal;
  // The devices join the account now so that the second part finds them.
  std::vector<Target> targets;
  for (const auto& entry : member_of(body, "devices")) {
    const auto& ids = member_of(entry, "deviceIds");
    if (!ids.is_array() || ids.empty()) continue;
    if (!is_known(world, ids)) stock(world, call.account, ids, text_of(body, "deviceSku"));
    const auto* device = device_of(world, ids[0]);
    targets.push_back({ids, device ? device->number : 0});
  }
  const auto count = targets.size();
  Json opening = {{"requestId", ""}};
  opening.update(summary(Json::array(), uploaded(count), count));
  return ordered(world, call,
                 start_async(world, {"CarrierService", call.account, std::move(targets),
                                     [body](World& w, Device& device) {
                                       return activate_uploaded(w, device, body);
                                     },
                                     Delivery{call.account, kStockService, std::move(opening)}}));
}

Reply order_status(World& world, const Call& call) {
  const auto& body = call.body;
  const auto order = text_of(body, "orderRequestId");
  const auto& listed = member_of(body, "devices");
  if (order.empty() && listed.size() != 1) return failure("INPUT_INVALID.NumberofDevices");
  if (!order.empty() && !world.orders.contains(order)) {
    return failure("REQUEST_FAILED.UnexpectedError", "There is no such order.");
  }
  auto ids = listed.empty() ? Json::array() : member_of(listed[0], "deviceIds");
  if (ids.is_null()) ids = Json::array();
  if (order.empty() && !is_known(world, ids)) return failure("REQUEST_FAILED.DeviceNotFound");
  const auto status = order.empty() || world.requests[order] != "Pending" ? "Complete" : "Pending";
  return start_async_once(world, kStockService, call.account, [ids, order, status](World&) -> Json {
    return {{"deviceIds", ids},
            {"deviceResponse",
             {{"orderStatusResponse", {{"orderRequestId", order}, {"orderStatus", status}}}}},
            {"status", "Success"}};
  });
}

// ONE callback for the whole request.
Reply check_availability(World& world, const Call& call) {
  if (auto refusal = refuse_devices(call.body, kMostChecked)) return *refusal;
  const auto listed = member_of(call.body, "devices");
  return start_async_once(world, kStockService, call.account, [listed](World& w) -> Json {
    auto ids = Json::array();
    std::size_t available = 0;
    for (const auto& entry : listed) {
      const auto& own = member_of(entry, "deviceIds");
      for (const auto& id : own) ids.push_back(id);
      const auto* device = own.empty() ? nullptr : device_of(w, own[0]);
      if (!device || device->state == kPreActive || device->state == kDeactive) ++available;
    }
    const auto count = std::to_string(available);
    return summary(ids, {{"availabilityResponse", {{"devicesAvailable", count}}}}, listed.size());
  });
}

}  // namespace

Routes stock_routes() {
  static constexpr Route kRoutes[] = {
      {"POST /m2m/v1/devices/actions/add", add_devices, kGroup},
      {"POST /m2m/v1/devices/actions/delete", delete_devices},
      {"POST /m2m/v1/devices/actions/upload", upload_devices, kAccount},
      {"POST /m2m/v1/devices/actions/uploadactivate", upload_and_activate, kAccount | kPlan},
      {"POST /m2m/v1/devices/availability/actions/list", check_availability, kAccount},
      {"POST /m2m/v1/devices/requests/status", order_status, kAccount},
  };
  return kRoutes;
}

}  // namespace uws::simulator
