#include "simulator/async_request.h"

#include <algorithm>
#include <memory>

#include "base/text.h"
#include "simulator/routes.h"
#include "simulator/world.h"

namespace uws::simulator {
namespace {

constexpr std::size_t kMostDevices = 10'000;

// The device all of whose known identifiers agree; null when none is known or two disagree.
Device* find_device(World& world, const Json& ids, const std::string& account) {
  Device* found = nullptr;
  for (const auto& id : ids) {
    auto* device = world.inventory.find(text_of(id, "kind"), text_of(id, "id"));
    if (!device) continue;
    if (found && found != device) return nullptr;
    found = device;
  }
  return found && (account.empty() || found->account == account) ? found : nullptr;
}

// Identifiers that are listed without a list of their own belong together when they are the same
// device's.
std::vector<Target> listed_devices(World& world, const Json& listed, const std::string& account) {
  std::vector<Target> targets;
  std::map<std::int64_t, std::size_t> bare;
  for (const auto& entry : listed) {
    auto ids = member_of(entry, "deviceIds");
    if (ids.is_null()) ids = member_of(entry, "ids");
    const bool alone = ids.is_null() && entry.contains("id");
    if (alone) ids = Json::array({entry});
    if (!ids.is_array()) ids = Json::array();
    const auto* device = find_device(world, ids, account);
    if (alone && device) {
      const auto [known, fresh] = bare.emplace(device->number, targets.size());
      if (!fresh) {
        targets[known->second].ids.push_back(entry);
        continue;
      }
    }
    targets.push_back({std::move(ids), device ? device->number : 0});
  }
  return targets;
}

// The body of one callback but for the credentials and counts.
Json callback_body(const std::string& request_id, const Json& ids, Outcome outcome) {
  Json body = {{"requestId", request_id}, {"deviceIds", ids}};
  if (outcome.fault_code.empty()) {
    body["deviceResponse"] = std::move(outcome.device_response);
    body["status"] = "Success";
  } else {
    body["faultResponse"] = {{"faultcode", full_code(outcome.fault_code)},
                             {"faultstring", message_of(outcome.fault_code)}};
    body["status"] = "Failed";
  }
  return body;
}

void finish(World& world, const std::string& request_id, const AsyncRequest& request) {
  if (request.opening) {
    auto opening = *request.opening;
    opening.body["requestId"] = request_id;
    world.deliver(std::move(opening));
  }
  bool all_well = true;
  for (const auto& target : request.targets) {
    auto* device = target.number ? world.inventory.device(target.number) : nullptr;
    auto account = device ? device->account : request.account;
    auto outcome = device ? request.apply(world, *device) : fault("REQUEST_FAILED.DeviceNotFound");
    all_well = all_well && outcome.fault_code.empty();
    const bool confirm = !request.confirming_service.empty() && outcome.fault_code.empty();
    Delivery report{std::move(account), request.callback_service,
                    callback_body(request_id, target.ids, std::move(outcome))};
    if (confirm) {
      world.later([&world, account = report.account, service = request.confirming_service,
                   body = report.body] {
        world.deliver({account, service, body});
      });
    }
    world.deliver(std::move(report));
  }
  world.requests[request_id] = all_well ? "Success" : "Failure";
}

// Answers with a request ID; after the callback delay `report` tells what became of it.
Reply start(World& world, std::function<void(World&, const std::string& id)> report) {
  const auto id = make_guid();
  world.requests[id] = "Pending";
  world.later([&world, id, report = std::move(report)] { report(world, id); });
  return {200, {{"requestId", id}}};
}

Reply request_status(World& world, const Call& call) {
  const auto found = world.requests.find(call.parameters.at("requestId"));
  if (found == world.requests.end()) return failure("REQUEST_FAILED.UnexpectedError");
  return {200, {{"requestId", found->first}, {"status", found->second}}};
}

}  // namespace

bool Filter::passes(World& world, const Device& device) const {
  if (!account.empty() && device.account != account) return false;
  if (!plan.empty() && !base::same_no_case(plan, device.plan)) return false;
  if (!group.empty() && !world.inventory.in_group(device, group)) return false;
  return std::all_of(custom_fields.begin(), custom_fields.end(), [&](const Json& field) {
    const auto own = device.custom_fields.find(text_of(field, "key"));
    return own != device.custom_fields.end() && own->second == text_of(field, "value");
  });
}

Filter filter_of(const Json& object) {
  auto account = text_of(object, "accountName");
  if (account.empty()) account = text_of(object, "account");
  return {std::move(account), text_of(object, "groupName"), text_of(object, "servicePlan"),
          member_of(object, "customFields")};
}

Selection select_devices(World& world, const Json& listed, const Filter& filter) {
  const auto refused = [](const char* code) { return tl::unexpected(failure(code)); };
  if (!filter.account.empty() && !world.inventory.account(filter.account)) {
    return refused("REQUEST_FAILED.AccountNotFound");
  }
  std::vector<Target> targets;
  if (listed.is_array() && !listed.empty()) {
    if (listed.size() > kMostDevices) return refused("INPUT_INVALID.MaxRequestsExceeded");
    targets = listed_devices(world, listed, filter.account);
    if (std::none_of(targets.begin(), targets.end(), [](const Target& t) { return t.number; })) {
      return refused("REQUEST_FAILED.DeviceNotFound");
    }
    return targets;
  }
  const bool narrowed =
      !filter.group.empty() || !filter.plan.empty() || !filter.custom_fields.empty();
  if (filter.account.empty() && !narrowed) return refused("INPUT_INVALID.DeviceNotProvided");
  auto whole = filter;
  if (whole.account.empty()) whole.account = kDefaultAccount;
  const auto* account = world.inventory.account(whole.account);
  if (!filter.group.empty() && !account->groups.contains(filter.group)) {
    return refused("REQUEST_FAILED.DeviceGroupNotFound");
  }
  for (const auto& [number, device] : world.inventory.devices()) {
    if (whole.passes(world, device)) targets.push_back({ids_json(device), number});
  }
  if (targets.size() > kMostDevices) return refused("INPUT_INVALID.MaxRequestsExceeded");
  if (targets.empty()) return refused("REQUEST_FAILED.DeviceNotFound");
  return targets;
}

Reply start_async(World& world, AsyncRequest request) {
  return start(world, [shared = std::make_shared<AsyncRequest>(std::move(request))](
                          World& w, const std::string& id) { finish(w, id, *shared); });
}

Reply start_async_once(World& world, const std::string& callback_service,
                       const std::string& account, std::function<Json(World&)> build) {
  return start(world, [=](World& w, const std::string& id) {
    Json body = {{"requestId", id}};
    body.update(build(w));
    w.requests[id] = text_of(body, "status") == "Failed" ? "Failure" : "Success";
    w.deliver({account, callback_service, std::move(body)});
  });
}

Reply start_selected(World& world, const std::string& callback_service, const Json& listed,
                     const Filter& filter, std::function<Outcome(World&, Device&)> apply) {
  auto targets = select_devices(world, listed, filter);
  if (!targets) return targets.error();
  return start_async(world,
                     {callback_service, filter.account.empty() ? kDefaultAccount : filter.account,
                      std::move(*targets), std::move(apply)});
}

Reply start_selected(World& world, const std::string& callback_service, const Json& body,
                     std::function<Outcome(World&, Device&)> apply) {
  return start_selected(world, callback_service, member_of(body, "devices"), filter_of(body),
                        std::move(apply));
}

Device* device_of(World& world, const Json& id) {
  return world.inventory.find(text_of(id, "kind"), text_of(id, "id"));
}

Routes request_routes() {
  static constexpr Route kRoutes[] = {
      {"GET /m2m/v1/accounts/{accountName}/requests/{requestId}/status", request_status},
  };
  return kRoutes;
}

}  // namespace uws::simulator
