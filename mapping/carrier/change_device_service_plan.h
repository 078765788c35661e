#pragma once
// CarrierService.ChangeDeviceServicePlan: PUT /m2m/v1/devices/actions/plan.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::change_device_service_plan {

Next<carrier__ChangeDeviceServicePlanResponse> start(
    const carrier__ChangeDeviceServicePlanRequest& in, const CallContext& context);
Next<carrier__ChangeDeviceServicePlanResponse> resume(
    const carrier__ChangeDeviceServicePlanRequest& in, const CallContext& context,
    std::span<const Reply> replies);

}  // namespace uws::mapping::change_device_service_plan
