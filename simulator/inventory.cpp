#include "simulator/inventory.h"

#include <algorithm>

#include "base/text.h"
#include "simulator/reply.h"

namespace uws::simulator {

Account& Inventory::add_account(const std::string& name) {
  auto& account = accounts_[name];
  account.name = name;
  account.default_group = "Unassigned Devices";
  account.groups[account.default_group] = {"All devices that are not in another device group.",
                                           true};
  return account;
}

Account* Inventory::account(const std::string& name) {
  const auto found = accounts_.find(name);
  return found == accounts_.end() ? nullptr : &found->second;
}

bool Inventory::in_group(const Device& device, const std::string& group) {
  const auto* own = account(device.account);
  if (device.groups.empty()) return own && group == own->default_group;
  return std::find(device.groups.begin(), device.groups.end(), group) != device.groups.end();
}

const Plan* Inventory::plan(const std::string& text) const {
  const auto wanted = base::lower(text);
  for (const auto& plan : plans_) {
    if (base::lower(plan.code) == wanted || base::lower(plan.name) == wanted ||
        plan.carrier_code == text) {
      return &plan;
    }
  }
  return nullptr;
}

Device& Inventory::add(Device device) {
  device.number = ++last_number_;
  const auto ids = std::move(device.ids);
  device.ids.clear();
  auto& stored = devices_[device.number] = std::move(device);
  set_ids(stored, ids);
  return stored;
}

void Inventory::remove(std::int64_t number) {
  const auto found = devices_.find(number);
  if (found == devices_.end()) return;
  for (const auto& [kind, id] : found->second.ids) index_.erase(kind + ":" + id);
  devices_.erase(found);
}

Device* Inventory::device(std::int64_t number) {
  const auto found = devices_.find(number);
  return found == devices_.end() ? nullptr : &found->second;
}

Device* Inventory::find(const std::string& kind, const std::string& id) {
  const auto found = index_.find(base::lower(kind) + ":" + id);
  return found == index_.end() ? nullptr : device(found->second);
}

void Inventory::set_ids(Device& device, const std::map<std::string, std::string>& ids) {
  for (const auto& [kind, id] : ids) {
    const auto key = base::lower(kind);
    if (const auto old = device.ids.find(key); old != device.ids.end()) {
      index_.erase(key + ":" + old->second);
    }
    device.ids[key] = id;
    index_[key + ":" + id] = device.number;
  }
}

}  // namespace uws::simulator
