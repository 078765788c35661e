// CarrierService/MoveDevice.

#include "mapping/callback/carrier_service.h"
#include "mapping/callback/device_ids.h"

namespace uws::mapping::callback {
namespace {

constexpr std::string_view kIdentifier = "DeviceIdentifier";
constexpr Field kMoveDeviceFields[] = {
    {"deviceIds", kIdentifier, Shape::kElsewhere},
    {"ipAddress", "IpAddress"},
    {"state", "State"},
    {"servicePlan", "ServicePlan"},
    {"accountName", "AccountName"},
};

}  // namespace

void write_move_device(Writer& writer, std::string_view element, const Payload& payload,
                       const base::JsonValue& message) {
  writer.xml.open(element);
  const base::JsonValue* own = payload.value->find("deviceIds");
  const base::JsonValue* all = message.find("deviceIds");
  if (!device_entries(own).empty()) {
    write_devices(writer, kIdentifier, own, join_path(payload.path, "deviceIds"), "iccid");
  } else if (!device_entries(all).empty()) {
    write_devices(writer, kIdentifier, all, {}, "iccid");
  } else {
    writer.xml.nil(kIdentifier);
  }
  write_members(writer, *payload.value, payload.path, kMoveDeviceFields, Rest::kDrop);
  writer.xml.close();
}

contract::CallbackElement describe_move_device(std::string_view element) {
  auto described = describe_elements(element, kMoveDeviceFields, Rest::kDrop);
  described.members.insert(described.members.begin(), describe_device(kIdentifier));
  return described;
}

}  // namespace uws::mapping::callback
