// DeviceService.CheckDeviceAvailability: POST /m2m/v1/devices/availability/actions/list.
// The result for all devices comes in one callback of DeviceService.

#include "mapping/common/endings.h"
#include "mapping/parts/devices.h"
#include "mapping/row.h"

namespace uws::mapping::check_device_availability {
namespace {

using Request = device__CheckDeviceAvailabilityRequest;
using Output = device__CheckDeviceAvailabilityResponse;

constexpr std::size_t kMost = 2'000;

Next<Output> to_rest(const Request& in) {
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

}  // namespace

UWS_OPERATION(DeviceService, CheckDeviceAvailability, change, to_rest, answers_request_id<Output>);

}  // namespace uws::mapping::check_device_availability
