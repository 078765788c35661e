// CarrierService/ChangeDeviceIdentifier and Change4GDeviceIdentifier.

#include <algorithm>

#include "mapping/callback/carrier_service.h"
#include "mapping/callback/device_ids.h"

namespace uws::mapping::callback {
namespace {

constexpr std::string_view k4gKinds[] = {"iccid", "imei", "eid", "imsi", "msisdn"};

bool names_4g_device(const base::JsonValue& owner) {
  return std::ranges::any_of(device_entries(owner.find("deviceIds")), [](const auto* entry) {
    return std::ranges::any_of(k4gKinds, [&](auto kind) { return has_kind(*entry, kind); });
  });
}

}  // namespace

std::string_view identifier_change_element(const base::JsonValue& payload,
                                           const base::JsonValue& message) {
  const bool is_4g = names_4g_device(payload) || names_4g_device(message);
  return is_4g ? "Change4GDeviceIdentifier" : "ChangeDeviceIdentifier";
}

}  // namespace uws::mapping::callback
