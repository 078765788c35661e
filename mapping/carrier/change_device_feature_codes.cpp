#include "mapping/carrier/change_device_feature_codes.h"

#include "mapping/common/faults.h"

namespace uws::mapping::change_device_feature_codes {
namespace {

Fault withdrawn() {
  return refuse_saying(kUnexpectedError,
                       "ChangeDeviceFeatureCodes is no longer offered by the platform.");
}

}  // namespace

Next<carrier__ChangeDeviceFeatureCodesResponse> start(
    const carrier__ChangeDeviceFeatureCodesRequest&, const CallContext&) {
  return withdrawn();
}

Next<carrier__ChangeDeviceFeatureCodesResponse> resume(
    const carrier__ChangeDeviceFeatureCodesRequest&, const CallContext&, std::span<const Reply>) {
  return withdrawn();
}

}  // namespace uws::mapping::change_device_feature_codes
