#include "simulator/groups.h"

#include <algorithm>
#include <charconv>

#include "simulator/async_request.h"
#include "simulator/world.h"

namespace uws::simulator {
namespace {

Reply success() { return {200, {{"success", true}}}; }

// Adds the devices of [{id,kind}] to the group; the default group means leaving all others. False
// when one of them is unknown or another account's.
bool add_to_group(World& world, const Account& account, const std::string& group,
                  const Json& devices) {
  if (!devices.is_array()) return true;
  std::vector<Device*> found;
  for (const auto& id : devices) {
    auto* device = device_of(world, id);
    if (!device || device->account != account.name) return false;
    found.push_back(device);
  }
  for (auto* device : found) {
    if (group == account.default_group) {
      device->groups.clear();
    } else if (!world.inventory.in_group(*device, group)) {
      device->groups.push_back(group);
    }
  }
  return true;
}

bool remove_from_group(World& world, const Account& account, const std::string& group,
                       const Json& devices) {
  if (!devices.is_array()) return true;
  for (const auto& id : devices) {
    auto* device = device_of(world, id);
    if (!device || device->account != account.name) return false;
    std::erase(device->groups, group);
  }
  return true;
}

struct Place {
  Account* account = nullptr;
  std::map<std::string, Group>::iterator group;
};

// The group of the path, or the refusal.
std::variant<Place, Reply> place_of(World& world, const Call& call) {
  if (auto refusal = refuse_account(world, call.account())) return *refusal;
  auto* account = world.inventory.account(call.account());
  const auto group = account->groups.find(call.parameters.at("groupName"));
  if (group == account->groups.end()) return failure("REQUEST_FAILED.DeviceGroupNotFound");
  return Place{account, group};
}

}  // namespace

Reply create_group(World& world, const Call& call) {
  const auto& body = call.body;
  if (auto refusal = refuse_account(world, text_of(body, "accountName"))) return *refusal;
  auto* account = world.inventory.account(text_of(body, "accountName"));
  const auto name = text_of(body, "groupName");
  if (name.empty()) return failure("REQUEST_FAILED.UnexpectedError", "The group needs a name.");
  if (account->groups.contains(name)) return failure("REQUEST_FAILED.DeviceGroup.Exists");
  if (!add_to_group(world, *account, name, member_of(body, "devicesToAdd"))) {
    return failure("REQUEST_FAILED.DeviceNotFound");
  }
  account->groups[name] = {text_of(body, "groupDescription"), false};
  return success();
}

Reply list_groups(World& world, const Call& call) {
  if (auto refusal = refuse_account(world, call.account())) return *refusal;
  auto list = Json::array();
  for (const auto& [name, group] : world.inventory.account(call.account())->groups) {
    list.push_back({{"name", name},
                    {"description", group.description},
                    {"isDefaultGroup", group.is_default},
                    {"extendedAttributes", Json::array()}});
  }
  return {200, std::move(list)};
}

Reply group_devices(World& world, const Call& call) {
  const auto found = place_of(world, call);
  if (const auto* refusal = std::get_if<Reply>(&found)) return *refusal;
  const auto& place = std::get<Place>(found);
  std::int64_t next = 0;
  if (const auto given = call.query.find("next"); given != call.query.end()) {
    std::from_chars(given->second.data(), given->second.data() + given->second.size(), next);
  }
  const bool by_number = next >= kFirstNumber;
  std::int64_t to_skip = by_number ? 0 : next;
  auto devices = Json::array();
  bool more = false;
  for (const auto& [number, device] : world.inventory.devices()) {
    if (device.account != place.account->name || (by_number && number <= next)) continue;
    if (!world.inventory.in_group(device, place.group->first) || to_skip-- > 0) continue;
    more = devices.size() == world.settings.page_size;
    if (more) break;
    devices.push_back({{"deviceIds", ids_json(device)}, {"ipAddress", device.ip_address}});
  }
  return {more ? 202 : 200,
          {{"name", place.group->first},
           {"description", place.group->second.description},
           {"hasMoreData", more},
           {"devices", std::move(devices)}}};
}

Reply update_group(World& world, const Call& call) {
  const auto found = place_of(world, call);
  if (const auto* refusal = std::get_if<Reply>(&found)) return *refusal;
  const auto& [account, group] = std::get<Place>(found);
  const auto old_name = group->first;
  const auto name = text_of(call.body, "newGroupName");
  const bool renamed = !name.empty() && name != old_name;
  if (renamed && account->groups.contains(name)) {
    return failure("REQUEST_FAILED.DeviceGroup.Exists");
  }
  if (!remove_from_group(world, *account, old_name, member_of(call.body, "devicesToRemove")) ||
      !add_to_group(world, *account, old_name, member_of(call.body, "devicesToAdd"))) {
    return failure("REQUEST_FAILED.DeviceNotFound");
  }
  if (call.body.contains("newGroupDescription")) {
    group->second.description = text_of(call.body, "newGroupDescription");
  }
  if (renamed) {
    account->groups[name] = group->second;
    account->groups.erase(old_name);
    if (account->default_group == old_name) account->default_group = name;
    for (auto& [number, device] : world.inventory.devices()) {
      if (device.account == account->name) {
        std::replace(device.groups.begin(), device.groups.end(), old_name, name);
      }
    }
  }
  return success();
}

Reply delete_group(World& world, const Call& call) {
  const auto found = place_of(world, call);
  if (const auto* refusal = std::get_if<Reply>(&found)) return *refusal;
  const auto& [account, group] = std::get<Place>(found);
  if (group->second.is_default) return failure("INPUT_INVALID.DeviceGroup.DeleteDefault");
  for (auto& [number, device] : world.inventory.devices()) {
    if (device.account == account->name) std::erase(device.groups, group->first);
  }
  account->groups.erase(group);
  return success();
}

}  // namespace uws::simulator
