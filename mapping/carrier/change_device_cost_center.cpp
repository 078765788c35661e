#include "mapping/carrier/change_device_cost_center.h"

#include "mapping/common/request_id.h"
#include "mapping/common/required.h"
#include "mapping/parts/place_of_use.h"
#include "mapping/parts/selectors.h"

namespace uws::mapping::change_device_cost_center {

// RemoveCostCenter wins over a new code, in REST too.
Next<carrier__ChangeDeviceCostCenterResponse> start(
    const carrier__ChangeDeviceCostCenterRequest& in, const CallContext&) {
  Json body = Json::object();
  if (auto fault = put_selection(body, in, "servicePlan")) return *fault;
  Json place = rest_place_of_use(in.PrimaryPlaceOfUse.get());
  if (!is_given(in.CostCenterCode) && !in.RemoveCostCenter.value_or(false) && place.is_null()) {
    return refuse_saying(kUnexpectedError,
                         "CostCenterCode, RemoveCostCenter or PrimaryPlaceOfUse is required.");
  }
  put(body, "costCenter", in.CostCenterCode);
  put(body, "removeCostCenter", in.RemoveCostCenter);
  put(body, "primaryPlaceOfUse", std::move(place));
  return RestCall{Method::put, "/m2m/v1/devices/costCenter", dump(body)};
}

Next<carrier__ChangeDeviceCostCenterResponse> resume(const carrier__ChangeDeviceCostCenterRequest&,
                                                     const CallContext& context,
                                                     std::span<const Reply> replies) {
  return answer_with_request_id<carrier__ChangeDeviceCostCenterResponse>(context, replies);
}

}  // namespace uws::mapping::change_device_cost_center
