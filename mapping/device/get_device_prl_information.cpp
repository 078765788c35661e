// DeviceService.GetDevicePRLInformation: POST /m2m/v1/devices/prl/actions/list.
// The result comes in callbacks of the service DevicePRLInformation.

#include "mapping/common/endings.h"
#include "mapping/parts/selectors.h"
#include "mapping/row.h"

namespace uws::mapping::get_device_prl_information {
namespace {

using Request = device__GetDevicePRLInformationRequest;
using Output = device__GetDevicePRLInformationResponse;

Next<Output> to_rest(const Request& in) {
  auto selected = select_of(in, in.DeviceList.get(), OnDevices::read);
  if (!selected) return selected.error();
  Json body = Json::object();
  put(body, "deviceIds", std::move(selected->devices));
  put(body, "accountName", in.AccountName);
  put(body, "customFields", std::move(selected->custom_fields));
  put(body, "groupName", in.DeviceGroupName);
  put(body, "servicePlan", in.DeviceServicePlanFilter);
  return RestCall{Method::post, "/m2m/v1/devices/prl/actions/list", dump(body)};
}

}  // namespace

UWS_OPERATION(DeviceService, GetDevicePRLInformation, change, to_rest, answers_request_id<Output>);

}  // namespace uws::mapping::get_device_prl_information
