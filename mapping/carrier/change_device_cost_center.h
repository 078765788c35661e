#pragma once
// CarrierService.ChangeDeviceCostCenter: PUT /m2m/v1/devices/costCenter.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::change_device_cost_center {

Next<carrier__ChangeDeviceCostCenterResponse> start(
    const carrier__ChangeDeviceCostCenterRequest& in, const CallContext& context);
Next<carrier__ChangeDeviceCostCenterResponse> resume(
    const carrier__ChangeDeviceCostCenterRequest& in, const CallContext& context,
    std::span<const Reply> replies);

}  // namespace uws::mapping::change_device_cost_center
