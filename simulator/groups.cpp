// Device groups. A device that is in no group of its own is in the account's default group.

#include <algorithm>
#include <optional>
#include <tl/expected.hpp>

#include "simulator/async_request.h"
#include "simulator/routes.h"
#include "simulator/world.h"

namespace uws::simulator {
namespace {

Reply success() { return {200, {{"success", true}}}; }

// The devices of [{id,kind}], or nothing when one of them is unknown or another account's.
std::optional<std::vector<Device*>> devices_of(World& world, const Account& account,
                                               const Json& ids) {
  std::vector<Device*> found;
  for (const auto& id : ids) {
    auto* device = device_of(world, id);
    if (!device || device->account != account.name) return std::nullopt;
    found.push_back(device);
  }
  return found;
}

// The default group means leaving all others.
void add_to_group(World& world, const Account& account, const std::string& group,
                  const std::vector<Device*>& devices) {
  for (auto* device : devices) {
    if (group == account.default_group) {
      device->groups.clear();
    } else if (!world.inventory.in_group(*device, group)) {
      device->groups.push_back(group);
    }
  }
}

struct Place {
  Account* account = nullptr;
  std::map<std::string, Group>::iterator group;
};

// The group of the path, or the refusal.
tl::expected<Place, Reply> place_of(World& world, const Call& call) {
  auto* account = world.inventory.account(call.account);
  const auto group = account->groups.find(call.parameters.at("groupName"));
  if (group == account->groups.end()) {
    return tl::unexpected(failure("REQUEST_FAILED.DeviceGroupNotFound"));
  }
  return Place{account, group};
}

Reply create_group(World& world, const Call& call) {
  auto* account = world.inventory.account(call.account);
  const auto name = text_of(call.body, "groupName");
  if (name.empty()) return failure("REQUEST_FAILED.UnexpectedError", "The group needs a name.");
  if (account->groups.contains(name)) return failure("REQUEST_FAILED.DeviceGroup.Exists");
  const auto devices = devices_of(world, *account, member_of(call.body, "devicesToAdd"));
  if (!devices) return failure("REQUEST_FAILED.DeviceNotFound");
  add_to_group(world, *account, name, *devices);
  account->groups[name] = {text_of(call.body, "groupDescription"), false};
  return success();
}

Reply list_groups(World& world, const Call& call) {
  auto list = Json::array();
  for (const auto& [name, group] : world.inventory.account(call.account)->groups) {
    list.push_back({{"name", name},
                    {"description", group.description},
                    {"isDefaultGroup", group.is_default},
                    {"extendedAttributes", Json::array()}});
  }
  return {200, std::move(list)};
}

// `next`: the number of the last device seen, or how many were seen (kFirstNumber tells them
// apart).
Reply group_devices(World& world, const Call& call) {
  const auto place = place_of(world, call);
  if (!place) return place.error();
  const auto next = call.next();
  const bool by_number = next >= kFirstNumber;
  std::int64_t to_skip = by_number ? 0 : next;
  Page page{world.settings.page_size};
  for (const auto& [number, device] : world.inventory.devices()) {
    if (device.account != place->account->name || (by_number && number <= next)) continue;
    if (!world.inventory.in_group(device, place->group->first) || to_skip-- > 0) continue;
    if (!page.add({{"deviceIds", ids_json(device)}, {"ipAddress", device.ip_address}})) break;
  }
  return {page.status(),
          {{"name", place->group->first},
           {"description", place->group->second.description},
           {"hasMoreData", page.more},
           {"devices", std::move(page.entries)}}};
}

Reply update_group(World& world, const Call& call) {
  const auto place = place_of(world, call);
  if (!place) return place.error();
  const auto& [account, group] = *place;
  const auto old_name = group->first;
  const auto name = text_of(call.body, "newGroupName");
  const bool renamed = !name.empty() && name != old_name;
  if (renamed && account->groups.contains(name)) {
    return failure("REQUEST_FAILED.DeviceGroup.Exists");
  }
  const auto leaving = devices_of(world, *account, member_of(call.body, "devicesToRemove"));
  const auto joining = devices_of(world, *account, member_of(call.body, "devicesToAdd"));
  if (!leaving || !joining) return failure("REQUEST_FAILED.DeviceNotFound");
  for (auto* device : *leaving) std::erase(device->groups, old_name);
  add_to_group(world, *account, old_name, *joining);
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
  const auto place = place_of(world, call);
  if (!place) return place.error();
  const auto& [account, group] = *place;
  if (group->second.is_default) return failure("INPUT_INVALID.DeviceGroup.DeleteDefault");
  for (auto& [number, device] : world.inventory.devices()) {
    if (device.account == account->name) std::erase(device.groups, group->first);
  }
  account->groups.erase(group);
  return success();
}

}  // namespace

Routes group_routes() {
  static constexpr Route kRoutes[] = {
      {"POST /m2m/v1/groups", create_group, kAccount},
      {"GET /m2m/v1/groups/{accountName}", list_groups, kAccount},
      {"GET /m2m/v1/groups/{accountName}/name/{groupName}", group_devices, kAccount},
      {"PUT /m2m/v1/groups/{accountName}/name/{groupName}", update_group, kAccount},
      {"DELETE /m2m/v1/groups/{accountName}/name/{groupName}", delete_group, kAccount},
  };
  return kRoutes;
}

}  // namespace uws::simulator
