// DeviceService.CheckOrderStatus: POST /m2m/v1/devices/requests/status, of one device or one order.
// The result comes in a callback of DeviceService.

#include "mapping/common/endings.h"
#include "mapping/device/device_kinds.h"
#include "mapping/parts/devices.h"
#include "mapping/row.h"

namespace uws::mapping::check_order_status {
namespace {

using Request = device__CheckOrderStatusRequest;
using Output = device__CheckOrderStatusResponse;

// One device or one order. REST wants `devices` even where the order says it all.
Next<Output> to_rest(const Request& in) {
  if (in.AccountName.value_or("").empty()) return refuse_without(kAccountNotDefined, "AccountName");
  Json devices = Json::array();
  if (in.DeviceList) {
    auto listed = rest_devices(*in.DeviceList);
    if (!listed) return listed.error();
    devices = std::move(*listed);
  }
  if (devices.empty() && in.OrderRequestId.value_or("").empty()) {
    return refuse(kDeviceNotProvided, "DeviceList or OrderRequestId is required");
  }
  if (devices.size() > 1) return refuse(kNumberOfDevices, "more than one device");
  if (auto fault = check_kinds(in.DeviceList.get(), {"esn", "iccid", "meid"})) return *fault;
  Json body = Json::object();
  put(body, "accountName", in.AccountName);
  put(body, "orderRequestId", in.OrderRequestId);
  body["devices"] = std::move(devices);
  return RestCall{Method::post, "/m2m/v1/devices/requests/status", dump(body)};
}

}  // namespace

UWS_OPERATION(DeviceService, CheckOrderStatus, read, to_rest, answers_request_id<Output>);

}  // namespace uws::mapping::check_order_status
