#include "mapping/device/device_match.h"

#include <algorithm>
#include <cctype>
#include <unordered_set>

namespace uws::mapping {
namespace {

std::string text_member(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string key(const Json& id) {
  std::string key = text_member(id, "kind") + ' ' + text_member(id, "id");
  std::transform(key.begin(), key.end(), key.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return key;
}

}  // namespace

DeviceMatch::DeviceMatch(const Json* devices) {
  if (!devices) return;
  if (!devices->is_array()) {
    add(*devices);
    return;
  }
  for (const Json& device : *devices) add(device);
}

void DeviceMatch::add(const Json& device) {
  if (!device.is_object()) return;
  all_.push_back(&device);
  const auto ids = device.find("deviceIds");
  if (ids == device.end()) return;
  if (!ids->is_array()) return add_id(*ids, device);
  for (const Json& id : *ids) add_id(id, device);
}

void DeviceMatch::add_id(const Json& id, const Json& device) {
  if (id.is_object()) by_id_.emplace(key(id), &device);
}

std::vector<const Json*> DeviceMatch::find(std::span<const Json> asked) const {
  std::vector<const Json*> matches;
  std::unordered_set<const Json*> taken;
  for (const Json& id : asked) {
    const auto found = by_id_.find(key(id));
    matches.push_back(found == by_id_.end() ? nullptr : found->second);
    taken.insert(matches.back());
  }
  if (all_.size() != asked.size()) return matches;
  auto left = all_.begin();
  for (const Json*& match : matches) {
    if (match) continue;
    left = std::find_if(left, all_.end(), [&](const Json* d) { return !taken.contains(d); });
    if (left == all_.end()) break;
    match = *left++;
  }
  return matches;
}

}  // namespace uws::mapping
