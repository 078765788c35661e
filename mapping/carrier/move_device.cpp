// CarrierService.MoveDevice: PUT /m2m/v1/devices/actions/move.

#include "mapping/common/endings.h"
#include "mapping/parts/selectors.h"
#include "mapping/row.h"

namespace uws::mapping::move_device {
namespace {

using Request = carrier__MoveDeviceRequest;
using Output = carrier__MoveDeviceResponse;

// accountName, servicePlan, carrierIpPoolName, groupName and customFields are the target; the
// source is `devices` or `filter`.
Next<Output> to_rest(const Request& in) {
  if (in.AccountName.value_or("").empty()) return refuse_without(kAccountNotDefined, "AccountName");
  Json body = Json::object();
  if (auto fault = put_filter(body, in)) return *fault;
  put(body, "accountName", in.AccountName);
  put(body, "servicePlan", in.ServicePlan);
  put(body, "carrierIpPoolName", in.CarrierIpPoolName);
  put(body, "groupName", in.DeviceGroupName);
  const auto* fields = in.CustomFields ? &in.CustomFields->CustomField : nullptr;
  if (auto fault = put_custom_fields(body, fields)) return *fault;
  return RestCall{Method::put, "/m2m/v1/devices/actions/move", dump(body)};
}

}  // namespace

UWS_OPERATION(CarrierService, MoveDevice, change, to_rest, answers_request_id<Output>);

}  // namespace uws::mapping::move_device
