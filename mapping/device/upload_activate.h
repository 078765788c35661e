#pragma once
// DeviceService.UploadActivate: POST /m2m/v1/devices/actions/uploadactivate.
// One callback of DeviceService for the upload, then one of CarrierService per device.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::upload_activate {

Next<device__UploadActivateResponse> start(const device__UploadActivateRequest& in,
                                           const CallContext& context);
Next<device__UploadActivateResponse> resume(const device__UploadActivateRequest& in,
                                            const CallContext& context,
                                            std::span<const Reply> replies);

}  // namespace uws::mapping::upload_activate
