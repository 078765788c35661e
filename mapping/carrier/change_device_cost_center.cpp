// CarrierService.ChangeDeviceCostCenter: PUT /m2m/v1/devices/costCenter.

#include "mapping/common/endings.h"
#include "mapping/common/required.h"
#include "mapping/parts/place_of_use.h"
#include "mapping/parts/selectors.h"
#include "mapping/row.h"

namespace uws::mapping::change_device_cost_center {
namespace {

using Request = carrier__ChangeDeviceCostCenterRequest;
using Output = carrier__ChangeDeviceCostCenterResponse;

// RemoveCostCenter wins over a new code, in REST too.
Next<Output> to_rest(const Request& in) {
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

}  // namespace

UWS_OPERATION(CarrierService, ChangeDeviceCostCenter, change, to_rest, answers_request_id<Output>);

}  // namespace uws::mapping::change_device_cost_center
