#pragma once
// CarrierService.ChangeDeviceContactInfo: PUT /m2m/v1/devices/actions/contactInfo. REST empties
// every value that is not given; without a single value the request is refused here, before it
// erases all.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::change_device_contact_info {

Next<carrier__ChangeDeviceContactInfoResponse> start(
    const carrier__ChangeDeviceContactInfoRequest& in, const CallContext& context);
Next<carrier__ChangeDeviceContactInfoResponse> resume(
    const carrier__ChangeDeviceContactInfoRequest& in, const CallContext& context,
    std::span<const Reply> replies);

}  // namespace uws::mapping::change_device_contact_info
