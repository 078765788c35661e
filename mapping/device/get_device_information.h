#pragma once
// DeviceService.GetDeviceInformation: POST /m2m/v1/devices/actions/list for one device.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::get_device_information {

Next<device__GetDeviceInformationResponse> start(const device__GetDeviceInformationRequest& in,
                                                 const CallContext& context);
Next<device__GetDeviceInformationResponse> resume(const device__GetDeviceInformationRequest& in,
                                                  const CallContext& context,
                                                  std::span<const Reply> replies);

}  // namespace uws::mapping::get_device_information
