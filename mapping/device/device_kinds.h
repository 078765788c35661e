#pragma once
// Operations that take some kinds of identifiers only.

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string_view>

#include "mapping/common/faults.h"
#include "mapping/common/json.h"

namespace uws::mapping {

// Device.Kind.Invalid when an identifier of [{"deviceIds": [{"kind", "id"}]}] is of another kind.
inline std::optional<Fault> check_kinds(const Json& devices,
                                        std::initializer_list<std::string_view> allowed) {
  for (const Json& device : devices) {
    for (const Json& id : device.at("deviceIds")) {
      const auto& kind = id.at("kind").get_ref<const std::string&>();
      if (std::find(allowed.begin(), allowed.end(), kind) == allowed.end()) {
        return refuse(kDeviceKindInvalid, "Kind is none this operation takes");
      }
    }
  }
  return std::nullopt;
}

}  // namespace uws::mapping
