// CarrierService.ChangeDeviceServicePlan: PUT /m2m/v1/devices/actions/plan.

#include "mapping/common/endings.h"
#include "mapping/parts/selectors.h"
#include "mapping/row.h"

namespace uws::mapping::change_device_service_plan {
namespace {

using Request = carrier__ChangeDeviceServicePlanRequest;
using Output = carrier__ChangeDeviceServicePlanResponse;

// DeviceServicePlanFilter selects by the plan devices have now: REST's currentServicePlan.
Next<Output> to_rest(const Request& in) {
  if (in.ServicePlan.value_or("").empty()) return refuse_without(kUnexpectedError, "ServicePlan");
  Json body = Json::object();
  if (auto fault = put_selection(body, in, "currentServicePlan")) return *fault;
  put(body, "servicePlan", in.ServicePlan);
  put(body, "carrierIpPoolName", in.CarrierIpPoolName);
  return RestCall{Method::put, "/m2m/v1/devices/actions/plan", dump(body)};
}

}  // namespace

UWS_OPERATION(CarrierService, ChangeDeviceServicePlan, change, to_rest, answers_request_id<Output>);

}  // namespace uws::mapping::change_device_service_plan
