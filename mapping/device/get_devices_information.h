#pragma once
// DeviceService.GetDevicesInformation: POST /m2m/v1/devices/actions/list for listed devices,
// answered in the order asked. A device REST does not know becomes a DeviceInfo with the
// identifiers asked for and the ExtendedAttribute Error = REQUEST_FAILED.DeviceNotFound.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::get_devices_information {

Next<device__GetDevicesInformationResponse> start(const device__GetDevicesInformationRequest& in,
                                                  const CallContext& context);
Next<device__GetDevicesInformationResponse> resume(const device__GetDevicesInformationRequest& in,
                                                   const CallContext& context,
                                                   std::span<const Reply> replies);

}  // namespace uws::mapping::get_devices_information
