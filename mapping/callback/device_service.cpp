#include "mapping/callback/device_service.h"

namespace uws::mapping::callback {
namespace {

constexpr std::array<Renamed, 7> kRenamed = {{
    {"deviceAvailabilityResponse", "CheckDeviceAvailability"},
    {"availabilityResponse", "CheckDeviceAvailability"},
    {"orderStatusResponse", "CheckOrderStatus"},
    {"deviceUploadResponse", "UploadDevices"},
    {"uploadDeviceResponse", "UploadDevices"},
    {"uploadResponse", "UploadDevices"},
    {"uploadActivateDeviceResponse", "UploadActivate"},
}};

}  // namespace

void write_device_service(Writer& writer, std::span<const Payload> payloads,
                          const base::JsonValue&) {
  write_results(writer, "DeviceService", payloads, kRenamed);
}

}  // namespace uws::mapping::callback
