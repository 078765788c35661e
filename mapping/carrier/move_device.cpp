#include "mapping/carrier/move_device.h"

#include "mapping/common/faults.h"
#include "mapping/common/request_id.h"
#include "mapping/parts/selectors.h"

namespace uws::mapping::move_device {

// accountName, servicePlan, carrierIpPoolName, groupName and customFields are the target; the
// source is `devices` or `filter`.
Next<carrier__MoveDeviceResponse> start(const carrier__MoveDeviceRequest& in, const CallContext&) {
  if (in.AccountName.value_or("").empty()) return refuse_without(kAccountNotDefined, "AccountName");
  Json body = Json::object();
  if (auto fault = put_filter(body, in)) return *fault;
  put(body, "accountName", in.AccountName);
  put(body, "servicePlan", in.ServicePlan);
  put(body, "carrierIpPoolName", in.CarrierIpPoolName);
  put(body, "groupName", in.DeviceGroupName);
  if (in.CustomFields) {
    auto fields = rest_custom_fields(in.CustomFields->CustomField);
    if (!fields) return fields.error();
    put(body, "customFields", std::move(*fields));
  }
  return RestCall{Method::put, "/m2m/v1/devices/actions/move", dump(body)};
}

Next<carrier__MoveDeviceResponse> resume(const carrier__MoveDeviceRequest&,
                                         const CallContext& context,
                                         std::span<const Reply> replies) {
  return answer_with_request_id<carrier__MoveDeviceResponse>(context, replies);
}

}  // namespace uws::mapping::move_device
