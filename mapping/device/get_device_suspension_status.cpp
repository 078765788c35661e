// DeviceService.GetDeviceSuspensionStatus: POST /m2m/v1/devices/suspension/status.
// The result comes in callbacks of the service DeviceSuspensionStatus.

#include "mapping/common/endings.h"
#include "mapping/parts/selectors.h"
#include "mapping/row.h"

namespace uws::mapping::get_device_suspension_status {
namespace {

using Request = device__GetDeviceSuspensionStatusRequest;
using Output = device__GetDeviceSuspensionStatusResponse;

// REST's filter has everything but the account, which stands beside it.
Next<Output> to_rest(const Request& in) {
  auto selected = select_of(in, in.DeviceList.get(), OnDevices::read);
  if (!selected) return selected.error();
  Json filter = Json::object();
  put(filter, "groupName", in.DeviceGroupName);
  put(filter, "servicePlan", in.DeviceServicePlanFilter);
  put(filter, "customFields", std::move(selected->custom_fields));
  Json body = Json::object();
  put(body, "deviceIds", std::move(selected->devices));
  put(body, "filter", std::move(filter));
  put(body, "accountName", in.AccountName);
  return RestCall{Method::post, "/m2m/v1/devices/suspension/status", dump(body)};
}

}  // namespace

UWS_OPERATION(DeviceService, GetDeviceSuspensionStatus, change, to_rest,
              answers_request_id<Output>);

}  // namespace uws::mapping::get_device_suspension_status
