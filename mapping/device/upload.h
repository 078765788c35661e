#pragma once
// The part UploadDevices and UploadActivate have in common.

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "mapping/common/faults.h"
#include "mapping/common/json.h"
#include "mapping/common/required.h"
#include "mapping/parts/devices.h"

namespace uws::mapping {

// Whether all devices of [{"deviceIds": [{"kind", "id"}]}] are given by the same kinds.
inline bool same_kinds(const Json& devices) {
  const auto kinds = [](const Json& device) {
    std::vector<std::string> all;
    for (const Json& id : device.at("deviceIds")) all.push_back(id.at("kind"));
    std::sort(all.begin(), all.end());
    return all;
  };
  const auto first = kinds(devices.at(0));
  return std::all_of(devices.begin(), devices.end(),
                     [&](const Json& device) { return kinds(device) == first; });
}

// accountName, devices, emailAddress, deviceSku and uploadType: REST requires all but the first,
// which goes along when it is there. At most 10,000 devices of one type.
template <class Request>
std::optional<Fault> put_upload(Json& body, const Request& in) {
  if (!in.DeviceList) return refuse_without(kDeviceNotProvided, "DeviceList");
  for (const Needed& member :
       {Needed{"EmailAddress", in.EmailAddress}, Needed{"DeviceSku", in.DeviceSku},
        Needed{"UploadType", in.UploadType}}) {
    if (!is_given(member.value)) return refuse_without(kUnexpectedError, member.name);
  }
  auto devices = rest_devices(*in.DeviceList);
  if (!devices) return devices.error();
  if (auto fault = check_device_count(devices->size(), kMaxDevices, kMaxRequestsExceeded)) {
    return fault;
  }
  if (!same_kinds(*devices)) {
    return refuse(kUnexpectedError, "the devices are not all named by the same kinds");
  }
  put(body, "accountName", in.AccountName);
  put(body, "devices", std::move(*devices));
  put(body, "emailAddress", in.EmailAddress);
  put(body, "deviceSku", in.DeviceSku);
  put(body, "uploadType", in.UploadType);
  return std::nullopt;
}

}  // namespace uws::mapping
