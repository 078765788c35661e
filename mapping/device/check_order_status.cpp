#include "mapping/device/check_order_status.h"

#include "mapping/common/faults.h"
#include "mapping/common/request_id.h"
#include "mapping/device/device_kinds.h"
#include "mapping/parts/devices.h"

namespace uws::mapping::check_order_status {
namespace {

using Request = device__CheckOrderStatusRequest;
using Output = device__CheckOrderStatusResponse;

}  // namespace

// One device or one order. REST wants `devices` even where the order says it all.
Next<Output> start(const Request& in, const CallContext&) {
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
  if (auto fault = check_kinds(devices, {"esn", "iccid", "meid"})) return *fault;
  Json body = Json::object();
  put(body, "accountName", in.AccountName);
  put(body, "orderRequestId", in.OrderRequestId);
  body["devices"] = std::move(devices);
  return RestCall{Method::post, "/m2m/v1/devices/requests/status", dump(body)};
}

Next<Output> resume(const Request&, const CallContext& context, std::span<const Reply> replies) {
  return answer_with_request_id<Output>(context, replies);
}

}  // namespace uws::mapping::check_order_status
