#pragma once
// DeviceService: the results of CheckDeviceAvailability, CheckOrderStatus, UploadDevices and the
// upload half of UploadActivate.
//
// Neither side's member names were ever seen. Known from prose: one callback for a whole
// CheckDeviceAvailability request, with one CheckDeviceAvailability element per device asked about.

#include <array>
#include <span>

#include "mapping/callback/payload.h"

namespace uws::mapping::callback {

inline constexpr std::array<std::string_view, 12> kDeviceServiceKeys = {
    "checkDeviceAvailabilityResponse",
    "checkDeviceAvailability",
    "deviceAvailabilityResponse",
    "availabilityResponse",
    "checkOrderStatusResponse",
    "orderStatusResponse",
    "uploadDevicesResponse",
    "deviceUploadResponse",
    "uploadDeviceResponse",
    "uploadResponse",
    "uploadActivateResponse",
    "uploadActivateDeviceResponse"};

// Data/DeviceService with one element per result, named after the operation; the results are
// written as they come. A member of another name becomes an element of that name in PascalCase.
void write_device_service(Writer& writer, std::span<const Payload> payloads,
                          const base::JsonValue& message);

}  // namespace uws::mapping::callback
