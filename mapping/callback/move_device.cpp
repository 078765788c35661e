#include "mapping/callback/move_device.h"

#include <algorithm>
#include <array>

#include "mapping/callback/device_ids.h"

namespace uws::mapping::callback {
namespace {

constexpr std::array<Field, 5> kFields = {{
    {"deviceIds", "DeviceIdentifier", Shape::kElsewhere},
    {"ipAddress", "IpAddress"},
    {"state", "State"},
    {"servicePlan", "ServicePlan"},
    {"accountName", "AccountName"},
}};

const Value* choose_device(const Value& payload, const Value& message) {
  auto entries = device_entries(payload.find("deviceIds"));
  if (entries.empty()) entries = device_entries(message.find("deviceIds"));
  if (entries.empty()) return nullptr;
  const auto iccid = std::find_if(entries.begin(), entries.end(),
                                  [](const Value* entry) { return has_kind(*entry, "iccid"); });
  return iccid == entries.end() ? entries.front() : *iccid;
}

}  // namespace

void write_move_device(Writer& writer, std::string_view element, const Payload& payload,
                       const Value& message) {
  writer.xml.open(element);
  const Value* device = choose_device(*payload.value, message);
  if (device == nullptr) {
    writer.xml.nil("DeviceIdentifier");
  } else {
    write_device(writer, "DeviceIdentifier", *device, {});
  }
  write_members(writer, *payload.value, payload.path, kFields, Rest::kDrop);
  writer.xml.close();
}

}  // namespace uws::mapping::callback
