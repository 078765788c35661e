#include "mapping/device/get_device_suspension_status.h"

#include "mapping/common/request_id.h"
#include "mapping/parts/selectors.h"

namespace uws::mapping::get_device_suspension_status {
namespace {

using Request = device__GetDeviceSuspensionStatusRequest;
using Output = device__GetDeviceSuspensionStatusResponse;

}  // namespace

// REST's filter has everything but the account, which stands beside it.
Next<Output> start(const Request& in, const CallContext&) {
  const Selector<common__ArrayOfDeviceIdentifier> selector{
      in.DeviceList.get(), in.DeviceGroupName, in.AccountName, in.DeviceServicePlanFilter,
      in.DeviceCustomFieldFilter.get()};
  auto selected = select(selector, true, Effect::read);
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

Next<Output> resume(const Request&, const CallContext& context, std::span<const Reply> replies) {
  return answer_with_request_id<Output>(context, replies);
}

}  // namespace uws::mapping::get_device_suspension_status
