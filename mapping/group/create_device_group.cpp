#include "mapping/group/create_device_group.h"

#include "mapping/common/faults.h"
#include "mapping/common/success.h"
#include "mapping/parts/devices.h"

namespace uws::mapping::create_device_group {
namespace {

using Request = group__CreateDeviceGroupRequest;
using Output = group__CreateDeviceGroupResponse;

}  // namespace

// REST wants a description even when it is empty.
Next<Output> start(const Request& in, const CallContext&) {
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

Next<Output> resume(const Request&, const CallContext& context, std::span<const Reply> replies) {
  return answer_when_successful<Output>(context, replies);
}

}  // namespace uws::mapping::create_device_group
