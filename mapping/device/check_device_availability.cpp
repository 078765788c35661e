#include "mapping/device/check_device_availability.h"

#include "mapping/common/faults.h"
#include "mapping/common/request_id.h"
#include "mapping/parts/devices.h"

namespace uws::mapping::check_device_availability {
namespace {

using Request = device__CheckDeviceAvailabilityRequest;
using Output = device__CheckDeviceAvailabilityResponse;

constexpr std::size_t kMost = 2'000;

}  // namespace

Next<Output> start(const Request& in, const CallContext&) {
  if (in.AccountName.value_or("").empty()) return refuse_without(kAccountNotDefined, "AccountName");
  if (!in.DeviceList) return refuse_without(kDeviceNotProvided, "DeviceList");
  auto devices = rest_devices(*in.DeviceList);
  if (!devices) return devices.error();
  if (auto fault = check_device_count(devices->size(), kMost, kNumberOfDevices)) return *fault;
  Json body = Json::object();
  put(body, "accountName", in.AccountName);
  put(body, "devices", std::move(*devices));
  return RestCall{Method::post, "/m2m/v1/devices/availability/actions/list", dump(body)};
}

Next<Output> resume(const Request&, const CallContext& context, std::span<const Reply> replies) {
  return answer_with_request_id<Output>(context, replies);
}

}  // namespace uws::mapping::check_device_availability
