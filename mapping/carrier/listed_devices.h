#pragma once
// Requests that name both DeviceList and AccountName, and nothing else to select by.

#include "mapping/common/faults.h"
#include "mapping/common/json.h"
#include "mapping/parts/devices.h"

namespace uws::mapping {

// Writes `devices` and `accountName` into a REST body. Account.NotDefined without an account,
// MaxRequestsExceeded above 10,000 devices, UnexpectedError without a device.
template <class Request>
std::optional<Fault> put_listed_devices(Json& body, const Request& in) {
  if (in.AccountName.value_or("").empty()) return refuse_without(kAccountNotDefined, "AccountName");
  Result<Json> devices = Json::array();
  if (in.DeviceList) devices = rest_devices(*in.DeviceList);
  if (!devices) return devices.error();
  if (auto fault = check_device_count(devices->size(), kMaxDevices, kMaxRequestsExceeded)) {
    return fault;
  }
  put(body, "devices", std::move(*devices));
  put(body, "accountName", in.AccountName);
  return std::nullopt;
}

}  // namespace uws::mapping
