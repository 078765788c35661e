#pragma once
// Operations that take some kinds of identifiers only.

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string_view>

#include "mapping/common/faults.h"
#include "mapping/parts/devices.h"

namespace uws::mapping {

// Calls `see` with every identifier of `list`, which rest_devices has found good, device by device.
template <class See>
void each_identifier(const common__DeviceIdentifierCollection& device, const See& see) {
  if (!device.DeviceIdentifiers) return;
  for (const auto& identifier : device.DeviceIdentifiers->DeviceIdentifier) {
    if (!identifier) continue;
    if (const auto id = rest_identifier(*identifier)) see(*id);
  }
}

// Device.Kind.Invalid when an identifier of such a list is of another kind; null = no device.
inline std::optional<Fault> check_kinds(const common__ArrayOfDeviceIdentifierCollection* devices,
                                        std::initializer_list<std::string_view> allowed) {
  bool good = true;
  if (!devices) return std::nullopt;
  for (const auto& device : devices->DeviceIdentifierCollection) {
    each_identifier(*device, [&](const RestDeviceId& id) {
      good = good && std::find(allowed.begin(), allowed.end(), id.kind) != allowed.end();
    });
  }
  if (good) return std::nullopt;
  return refuse(kDeviceKindInvalid, "Kind is none this operation takes");
}

}  // namespace uws::mapping
