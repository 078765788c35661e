#pragma once
// DeviceService.UploadDevices: POST /m2m/v1/devices/actions/upload.
// Whether an account must be named is the platform's to judge. The result comes in one callback of
// DeviceService.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::upload_devices {

Next<device__UploadDevicesResponse> start(const device__UploadDevicesRequest& in,
                                          const CallContext& context);
Next<device__UploadDevicesResponse> resume(const device__UploadDevicesRequest& in,
                                           const CallContext& context,
                                           std::span<const Reply> replies);

}  // namespace uws::mapping::upload_devices
