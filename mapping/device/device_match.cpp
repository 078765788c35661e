#include "mapping/device/device_match.h"

#include <algorithm>
#include <unordered_set>

#include "base/text.h"

namespace uws::mapping {
namespace {

std::string key(std::string_view kind, std::string_view id) {
  return base::lower(std::string(kind) + ' ' + std::string(id));
}

}  // namespace

DeviceMatch::DeviceMatch(const base::JsonValue* devices) {
  if (!devices) return;
  if (!devices->is_array()) {
    add(*devices);
    return;
  }
  for (const base::JsonValue& device : devices->children) add(device);
}

void DeviceMatch::add(const base::JsonValue& device) {
  if (!device.is_object()) return;
  all_.push_back(&device);
  const base::JsonValue* ids = device.find("deviceIds");
  if (!ids) return;
  if (!ids->is_array()) return add_id(*ids, device);
  for (const base::JsonValue& id : ids->children) add_id(id, device);
}

void DeviceMatch::add_id(const base::JsonValue& id, const base::JsonValue& device) {
  if (!id.is_object()) return;
  const auto kind = base::scalar_text(id.find("kind")), number = base::scalar_text(id.find("id"));
  by_id_.emplace(key(kind.value_or(""), number.value_or("")), &device);
}

std::vector<const base::JsonValue*> DeviceMatch::find(std::span<const RestDeviceId> asked) const {
  std::vector<const base::JsonValue*> matches;
  std::unordered_set<const base::JsonValue*> taken;
  for (const auto& [kind, id] : asked) {
    const auto found = by_id_.find(key(kind, id));
    matches.push_back(found == by_id_.end() ? nullptr : found->second);
    taken.insert(matches.back());
  }
  if (all_.size() != asked.size()) return matches;
  auto left = all_.begin();
  for (const base::JsonValue*& match : matches) {
    if (match) continue;
    left = std::find_if(left, all_.end(),
                        [&](const base::JsonValue* d) { return !taken.contains(d); });
    if (left == all_.end()) break;
    match = *left++;
  }
  return matches;
}

}  // namespace uws::mapping
