#pragma once
// DeviceService.GetDeviceExtendedDiagnosticsInformation:
// POST /m2m/v1/devices/extendeddiagnostics/actions/list, one device.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::get_device_extended_diagnostics_information {

Next<device__GetDeviceExtendedDiagnosticsInformationResponse> start(
    const device__GetDeviceExtendedDiagnosticsInformationRequest& in, const CallContext& context);
Next<device__GetDeviceExtendedDiagnosticsInformationResponse> resume(
    const device__GetDeviceExtendedDiagnosticsInformationRequest& in, const CallContext& context,
    std::span<const Reply> replies);

}  // namespace uws::mapping::get_device_extended_diagnostics_information
