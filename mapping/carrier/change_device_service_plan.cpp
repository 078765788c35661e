#include "mapping/carrier/change_device_service_plan.h"

#include "mapping/common/faults.h"
#include "mapping/common/request_id.h"
#include "mapping/parts/selectors.h"

namespace uws::mapping::change_device_service_plan {

// DeviceServicePlanFilter selects by the plan devices have now: REST's currentServicePlan.
Next<carrier__ChangeDeviceServicePlanResponse> start(
    const carrier__ChangeDeviceServicePlanRequest& in, const CallContext&) {
  if (in.ServicePlan.value_or("").empty()) return refuse_without(kUnexpectedError, "ServicePlan");
  Json body = Json::object();
  if (auto fault = put_selection(body, in, "currentServicePlan")) return *fault;
  put(body, "servicePlan", in.ServicePlan);
  put(body, "carrierIpPoolName", in.CarrierIpPoolName);
  return RestCall{Method::put, "/m2m/v1/devices/actions/plan", dump(body)};
}

Next<carrier__ChangeDeviceServicePlanResponse> resume(
    const carrier__ChangeDeviceServicePlanRequest&, const CallContext& context,
    std::span<const Reply> replies) {
  return answer_with_request_id<carrier__ChangeDeviceServicePlanResponse>(context, replies);
}

}  // namespace uws::mapping::change_device_service_plan
