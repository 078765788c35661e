// DeviceGroupService.CreateDeviceGroup: POST /m2m/v1/groups.

#include "mapping/common/endings.h"
#include "mapping/parts/devices.h"
#include "mapping/row.h"

namespace uws::mapping::create_device_group {
namespace {

using Request = group__CreateDeviceGroupRequest;
using Output = group__CreateDeviceGroupResponse;

// REST wants a description even when it is empty.
Next<Output> to_rest(const Request& in) {
  if (in.AccountName.value_or("").empty()) return refuse_without(kAccountNotDefined, "AccountName");
  if (in.GroupName.value_or("").empty()) return refuse_without(kUnexpectedError, "GroupName");
  Json body{{"accountName", *in.AccountName},
            {"groupName", *in.GroupName},
            {"groupDescription", in.GroupDescription.value_or("")}};
  if (in.DevicesToAdd) {
    auto devices = rest_device_ids(*in.DevicesToAdd);
    if (!devices) return devices.error();
    put(body, "devicesToAdd", std::move(*devices));
  }
  return RestCall{Method::post, "/m2m/v1/groups", dump(body)};
}

}  // namespace

UWS_OPERATION(DeviceGroupService, CreateDeviceGroup, change, to_rest, answers_success<Output>);

}  // namespace uws::mapping::create_device_group
