#include "mapping/device/get_device_prl_information.h"

#include "mapping/common/request_id.h"
#include "mapping/parts/selectors.h"

namespace uws::mapping::get_device_prl_information {
namespace {

using Request = device__GetDevicePRLInformationRequest;
using Output = device__GetDevicePRLInformationResponse;

}  // namespace

Next<Output> start(const Request& in, const CallContext&) {
  const Selector<common__ArrayOfDeviceIdentifier> selector{
      in.DeviceList.get(), in.DeviceGroupName, in.AccountName, in.DeviceServicePlanFilter,
      in.DeviceCustomFieldFilter.get()};
  auto selected = select(selector, true, Effect::read);
  if (!selected) return selected.error();
  Json body = Json::object();
  put(body, "deviceIds", std::move(selected->devices));
  put(body, "accountName", in.AccountName);
  put(body, "customFields", std::move(selected->custom_fields));
  put(body, "groupName", in.DeviceGroupName);
  put(body, "servicePlan", in.DeviceServicePlanFilter);
  return RestCall{Method::post, "/m2m/v1/devices/prl/actions/list", dump(body)};
}

Next<Output> resume(const Request&, const CallContext& context, std::span<const Reply> replies) {
  return answer_with_request_id<Output>(context, replies);
}

}  // namespace uws::mapping::get_device_prl_information
