#pragma once
// DeviceService.GetDeviceList: POST /m2m/v1/devices/actions/list, at most 2,000 devices a page.
// A page is cut after fewer devices when CallContext::max_response_bytes asks for it; the cursor
// (the last ExtendedAttribute of the last device, or its CreatedAt) stays good. The platform is
// then asked for about as many (maxNumberOfDevices), and a full answer is never taken for the last
// one.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::get_device_list {

Next<device__GetDeviceListResponse> start(const device__GetDeviceListRequest& in,
                                          const CallContext& context);
Next<device__GetDeviceListResponse> resume(const device__GetDeviceListRequest& in,
                                           const CallContext& context,
                                           std::span<const Reply> replies);

}  // namespace uws::mapping::get_device_list
