#include "mapping/callback/device_identifier_change.h"

#include <algorithm>
#include <array>

#include "mapping/callback/device_ids.h"

namespace uws::mapping::callback {
namespace {

constexpr std::array<std::string_view, 5> k4gKinds = {"iccid", "imei", "eid", "imsi", "msisdn"};
constexpr std::array<Field, 2> kFields = {{
    {"deviceIds", "DeviceIdentifierChanged", Shape::kDevices},
    {"servicePlan", "ServicePlan"},
}};

bool names_4g_device(const base::JsonValue& owner) {
  const auto entries = device_entries(owner.find("deviceIds"));
  return std::any_of(entries.begin(), entries.end(), [](const base::JsonValue* entry) {
    return std::any_of(k4gKinds.begin(), k4gKinds.end(),
                       [&](std::string_view kind) { return has_kind(*entry, kind); });
  });
}

}  // namespace

std::string_view identifier_change_element(const base::JsonValue& payload,
                                           const base::JsonValue& message) {
  const bool is_4g = names_4g_device(payload) || names_4g_device(message);
  return is_4g ? "Change4GDeviceIdentifier" : "ChangeDeviceIdentifier";
}

void write_identifier_change(Writer& writer, std::string_view element, const Payload& payload,
                             const base::JsonValue&) {
  write_elements(writer, element, *payload.value, payload.path, kFields, Rest::kDrop);
}

}  // namespace uws::mapping::callback
