// DeviceGroupService.DeleteDeviceGroup: DELETE /m2m/v1/groups/{account}/name/{group}.

#include "mapping/common/endings.h"
#include "mapping/group/group_information.h"
#include "mapping/row.h"

namespace uws::mapping::delete_device_group {
namespace {

using Request = group__DeleteDeviceGroupRequest;
using Output = group__DeleteDeviceGroupResponse;

Next<Output> to_rest(const Request& in) {
  if (in.AccountName.value_or("").empty()) return refuse_without(kAccountNotDefined, "AccountName");
  if (in.GroupName.value_or("").empty()) return refuse_without(kUnexpectedError, "GroupName");
  const auto path = group_path(*in.AccountName, *in.GroupName);
  if (!path) return path.error();
  return RestCall{Method::del, *path};
}

}  // namespace

UWS_OPERATION(DeviceGroupService, DeleteDeviceGroup, change, to_rest, answers_success<Output>);

}  // namespace uws::mapping::delete_device_group
