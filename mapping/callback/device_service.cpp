#include "mapping/callback/device_service.h"

#include <algorithm>

namespace uws::mapping::callback {
namespace {

struct Result {
  std::string_view key;
  std::string_view element;
};
constexpr std::array<Result, 7> kRenamed = {{
    {"deviceAvailabilityResponse", "CheckDeviceAvailability"},
    {"availabilityResponse", "CheckDeviceAvailability"},
    {"orderStatusResponse", "CheckOrderStatus"},
    {"deviceUploadResponse", "UploadDevices"},
    {"uploadDeviceResponse", "UploadDevices"},
    {"uploadResponse", "UploadDevices"},
    {"uploadActivateDeviceResponse", "UploadActivate"},
}};
constexpr std::array<Field, 1> kFields = {{{"deviceIds", "DeviceIdentifier", Shape::kDevices}}};

}  // namespace

void write_device_service(Writer& writer, std::span<const Payload> payloads, const Value&) {
  writer.xml.open("DeviceService");
  for (const Payload& payload : payloads) {
    if (payload.key.empty()) {
      write_members(writer, *payload.value, payload.path, {}, Rest::kKeep);
      continue;
    }
    const auto renamed = std::find_if(kRenamed.begin(), kRenamed.end(), [&](const Result& result) {
      return result.key == payload.key;
    });
    const std::string element =
        renamed == kRenamed.end() ? element_of_key(payload.key) : std::string(renamed->element);
    write_elements(writer, element, *payload.value, payload.path, kFields, Rest::kKeep);
  }
  writer.xml.close();
}

}  // namespace uws::mapping::callback
