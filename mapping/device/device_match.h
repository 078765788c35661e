#pragma once
// Which device of a REST answer is meant by an identifier of the request.

#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "mapping/common/json.h"
#include "mapping/parts/devices.h"

namespace uws::mapping {

// The devices of one answer, found by any of their deviceIds. Kind and id compare without case.
class DeviceMatch {
 public:
  // `devices`: a list, one device, or null; must outlive this object.
  explicit DeviceMatch(const base::JsonValue* devices);

  // For each identifier asked for its device, or null. REST may show other identifiers than the
  // one asked for: when it answered as many devices as were asked for, those left over belong, in
  // order, to the identifiers left over.
  std::vector<const base::JsonValue*> find(std::span<const RestDeviceId> asked) const;

 private:
  void add(const base::JsonValue& device);
  void add_id(const base::JsonValue& id, const base::JsonValue& device);

  std::vector<const base::JsonValue*> all_;
  std::unordered_map<std::string, const base::JsonValue*> by_id_;
};

}  // namespace uws::mapping
