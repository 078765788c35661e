#pragma once
// CarrierService.ChangeDeviceCustomFields: PUT /m2m/v1/devices/actions/customFields.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::change_device_custom_fields {

Next<carrier__ChangeDeviceCustomFieldsResponse> start(
    const carrier__ChangeDeviceCustomFieldsRequest& in, const CallContext& context);
Next<carrier__ChangeDeviceCustomFieldsResponse> resume(
    const carrier__ChangeDeviceCustomFieldsRequest& in, const CallContext& context,
    std::span<const Reply> replies);

}  // namespace uws::mapping::change_device_custom_fields
