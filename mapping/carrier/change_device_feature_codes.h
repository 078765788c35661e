#pragma once
// CarrierService.ChangeDeviceFeatureCodes: in the contract by name only, without a REST twin;
// always a fault.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::change_device_feature_codes {

Next<carrier__ChangeDeviceFeatureCodesResponse> start(
    const carrier__ChangeDeviceFeatureCodesRequest& in, const CallContext& context);
Next<carrier__ChangeDeviceFeatureCodesResponse> resume(
    const carrier__ChangeDeviceFeatureCodesRequest& in, const CallContext& context,
    std::span<const Reply> replies);

}  // namespace uws::mapping::change_device_feature_codes
