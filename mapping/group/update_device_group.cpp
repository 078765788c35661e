// DeviceGroupService.UpdateDeviceGroup: PUT /m2m/v1/groups/{account}/name/{group}. A nil
// NewGroupName or NewGroupDescription leaves it unchanged.

#include "mapping/common/endings.h"
#include "mapping/group/group_information.h"
#include "mapping/parts/devices.h"
#include "mapping/row.h"

namespace uws::mapping::update_device_group {
namespace {

using Request = group__UpdateDeviceGroupRequest;
using Output = group__UpdateDeviceGroupResponse;

Next<Output> to_rest(const Request& in) {
  if (in.AccountName.value_or("").empty()) return refuse_without(kAccountNotDefined, "AccountName");
  if (in.GroupName.value_or("").empty()) return refuse_without(kUnexpectedError, "GroupName");
  Json body = Json::object();
  put(body, "newGroupName", in.NewGroupName);
  if (in.NewGroupDescription) body["newGroupDescription"] = *in.NewGroupDescription;
  if (in.DevicesToAdd) {
    auto devices = rest_device_ids(*in.DevicesToAdd);
    if (!devices) return devices.error();
    put(body, "devicesToAdd", std::move(*devices));
  }
  if (in.DevicesToRemove) {
    auto devices = rest_device_ids(*in.DevicesToRemove);
    if (!devices) return devices.error();
    put(body, "devicesToRemove", std::move(*devices));
  }
  const auto path = group_path(*in.AccountName, *in.GroupName);
  if (!path) return path.error();
  return RestCall{Method::put, *path, dump(body)};
}

}  // namespace

UWS_OPERATION(DeviceGroupService, UpdateDeviceGroup, change, to_rest, answers_success<Output>);

}  // namespace uws::mapping::update_device_group
