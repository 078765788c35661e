#include "mapping/group/update_device_group.h"

#include "mapping/common/faults.h"
#include "mapping/common/success.h"
#include "mapping/group/group_information.h"
#include "mapping/parts/devices.h"

namespace uws::mapping::update_device_group {
namespace {

using Request = group__UpdateDeviceGroupRequest;
using Output = group__UpdateDeviceGroupResponse;

}  // namespace

Next<Output> start(const Request& in, const CallContext&) {
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

Next<Output> resume(const Request&, const CallContext& context, std::span<const Reply> replies) {
  return answer_when_successful<Output>(context, replies);
}

}  // namespace uws::mapping::update_device_group
