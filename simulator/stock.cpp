#include "simulator/stock.h"

#include <algorithm>

#include "base/text.h"
#include "simulator/async_request.h"
#include "simulator/changes.h"
#include "simulator/provisioning.h"
#include "simulator/world.h"

namespace uws::simulator {
namespace {

constexpr const char* kService = "DeviceService";
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

Json summary_of(std::size_t count) { return {{"devicesRequested", std::to_string(count)}}; }

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
  const auto uploaded = std::to_string(added);
  return {{"deviceIds", Json::array()},
          {"deviceResponse", {{"uploadResponse", {{"devicesUploaded", uploaded}}}}},
          {"summary", summary_of(devices.size())},
          {"status", "Success"}};
}

std::optional<Reply> refuse_upload(World& world, const Json& body) {
  if (auto refusal = refuse_account(world, text_of(body, "accountName"))) return refusal;
  const auto count = member_of(body, "devices").size();
  if (count == 0) return failure("INPUT_INVALID.DeviceNotProvided");
  if (count > kMostUploaded) return failure("INPUT_INVALID.MaxRequestsExceeded");
  return std::nullopt;
}

Reply start_upload(World& world, const Json& body) {
  auto reply = start_async_once(world, kService, text_of(body, "accountName"),
                                [body](World& w) { return carry_out_upload(w, body); });
  world.orders[text_of(reply.body, "requestId")] = member_of(body, "devices");
  return reply;
}

Outcome activate_uploaded(World& world, Device& device, const Json& body) {
  if (device.state == kActive) return {Json::object(), "REQUEST_FAILED.DeviceAlreadyActive"};
  if (const auto pool = text_of(body, "carrierIpPoolName"); !pool.empty()) device.ip_pool = pool;
  make_active(world, device, text_of(body, "servicePlan"));
  Json response = {{"deviceIds", ids_json(device)},
                   {"featureCodes", Json::array()},
                   {"ipAddress", device.ip_address},
                   {"servicePlan", device.plan},
                   {"state", state_title(device)}};
  return {{{"activateResponse", std::move(response)}}, {}};
}

}  // namespace

Reply add_devices(World& world, const Call& call) {
  const auto& body = call.body;
  const auto account = account_or_default(body);
  if (auto refusal = refuse_account(world, account)) return *refusal;
  const auto& listed = member_of(body, "devicesToAdd");
  if (listed.empty() || listed.size() > kMostAdded) return failure("INPUT_INVALID.NumberofDevices");
  const auto group = text_of(body, "groupName");
  const auto* own = world.inventory.account(account);
  if (!group.empty() && !own->groups.contains(group)) {
    return failure("REQUEST_FAILED.DeviceGroupNotFound");
  }
  auto results = Json::array();
  for (const auto& entry : listed) {
    const auto& ids = member_of(entry, "deviceIds");
    const bool fresh = !ids.empty() && !is_known(world, ids);
    if (fresh) {
      auto& device = stock(world, account, ids, text_of(body, "skuNumber"));
      device.smsr_oid = text_of(body, "smsrOid");
      set_custom_fields(device, member_of(body, "customFields"));
      if (!group.empty() && group != own->default_group) device.groups.push_back(group);
    }
    results.push_back({{"deviceIds", ids}, {"response", fresh ? "Success" : "Failed"}});
  }
  return {200, std::move(results)};
}

Reply delete_devices(World& world, const Call& call) {
  const auto& listed = member_of(call.body, "devicesToDelete");
  const auto account = text_of(call.body, "accountName");
  if (listed.empty() || listed.size() > kMostDeleted) {
    return failure("INPUT_INVALID.NumberofDevices");
  }
  auto results = Json::array();
  for (const auto& entry : listed) {
    const auto& ids = member_of(entry, "deviceIds");
    Device* device = nullptr;
    for (const auto& id : ids) device = device ? device : device_of(world, id);
    const bool allowed = device && (account.empty() || device->account == account);
    // The platform shows a single identifier as an object, several as an array.
    Json result = {{"deviceIds", ids.size() == 1 ? ids[0] : ids}};
    if (!allowed) {
      result["status"] = "Failed";
      result["message"] = "The user does not have access to delete the device.";
    } else if (device->state != kDeactive) {
      result["status"] = "Failed";
      result["message"] = "The device is not in deactive state.";
    } else {
      world.inventory.remove(device->number);
      result["status"] = "Success";
    }
    results.push_back(std::move(result));
  }
  return {200, std::move(results)};
}

Reply upload_devices(World& world, const Call& call) {
  if (auto refusal = refuse_upload(world, call.body)) return *refusal;
  return start_upload(world, call.body);
}

Reply upload_and_activate(World& world, const Call& call) {
  const auto& body = call.body;
  if (auto refusal = refuse_upload(world, body)) return *refusal;
  if (auto refusal = refuse_plan(world, text_of(body, "servicePlan"))) return *refusal;
  // The devices join the account now so that the second part finds them; the callbacks of both
  // parts bear the same request ID.
  std::vector<Target> targets;
  for (const auto& entry : member_of(body, "devices")) {
    const auto& ids = member_of(entry, "deviceIds");
    if (!ids.is_array() || ids.empty()) continue;
    if (!is_known(world, ids)) {
      stock(world, text_of(body, "accountName"), ids, text_of(body, "deviceSku"));
    }
    const auto* device = device_of(world, ids[0]);
    targets.push_back({ids, device ? device->number : 0});
  }
  const auto account = text_of(body, "accountName");
  const auto count = targets.size();
  const auto uploaded = std::to_string(count);
  Delivery opening{account,
                   kService,
                   {{"requestId", ""},
                    {"deviceIds", Json::array()},
                    {"deviceResponse", {{"uploadResponse", {{"devicesUploaded", uploaded}}}}},
                    {"summary", summary_of(count)},
                    {"status", "Success"}}};
  auto reply = start_async(
      world, {"CarrierService", account, std::move(targets),
              [body](World& w, Device& device) { return activate_uploaded(w, device, body); },
              std::move(opening)});
  world.orders[text_of(reply.body, "requestId")] = member_of(body, "devices");
  return reply;
}

Reply order_status(World& world, const Call& call) {
  const auto& body = call.body;
  if (auto refusal = refuse_account(world, text_of(body, "accountName"))) return *refusal;
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
  return start_async_once(
      world, kService, text_of(body, "accountName"), [ids, order, status](World&) -> Json {
        return {{"deviceIds", ids},
                {"deviceResponse",
                 {{"orderStatusResponse", {{"orderRequestId", order}, {"orderStatus", status}}}}},
                {"status", "Success"}};
      });
}

Reply check_availability(World& world, const Call& call) {
  const auto& body = call.body;
  if (auto refusal = refuse_account(world, text_of(body, "accountName"))) return *refusal;
  const auto listed = member_of(body, "devices");
  if (listed.empty()) return failure("INPUT_INVALID.DeviceNotProvided");
  if (listed.size() > kMostChecked) return failure("INPUT_INVALID.MaxRequestsExceeded");
  return start_async_once(
      world, kService, text_of(body, "accountName"), [listed](World& w) -> Json {
        auto ids = Json::array();
        std::size_t available = 0;
        for (const auto& entry : listed) {
          const auto& own = member_of(entry, "deviceIds");
          for (const auto& id : own) ids.push_back(id);
          const auto* device = own.empty() ? nullptr : device_of(w, own[0]);
          if (!device || device->state == kPreActive || device->state == kDeactive) ++available;
        }
        const auto count = std::to_string(available);
        return {{"deviceIds", ids},
                {"deviceResponse", {{"availabilityResponse", {{"devicesAvailable", count}}}}},
                {"summary", summary_of(listed.size())},
                {"status", "Success"}};
      });
}

}  // namespace uws::simulator
