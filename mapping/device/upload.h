#pragma once
// The part UploadDevices and UploadActivate have in common.

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "mapping/common/faults.h"
#include "mapping/common/required.h"
#include "mapping/device/device_kinds.h"

namespace uws::mapping {

// Whether all devices of a list that rest_devices has found good are given by the same kinds.
inline bool same_kinds(const common__ArrayOfDeviceIdentifierCollection& list) {
  const auto kinds = [](const auto& device) {
    std::vector<std::string_view> all;
    each_identifier(*device, [&](const RestDeviceId& id) { all.push_back(id.kind); });
    std::sort(all.begin(), all.end());
    return all;
  };
  const auto& devices = list.DeviceIdentifierCollection;
  const auto first = kinds(devices.front());
  return std::all_of(devices.begin(), devices.end(),
                     [&](const auto& device) { return kinds(device) == first; });
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
  if (!same_kinds(*in.DeviceList)) {
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
