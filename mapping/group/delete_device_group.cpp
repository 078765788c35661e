#include "mapping/group/delete_device_group.h"

#include "mapping/common/faults.h"
#include "mapping/common/success.h"
#include "mapping/group/group_information.h"

namespace uws::mapping::delete_device_group {
namespace {

using Request = group__DeleteDeviceGroupRequest;
using Output = group__DeleteDeviceGroupResponse;

}  // namespace

Next<Output> start(const Request& in, const CallContext&) {
  if (in.AccountName.value_or("").empty()) return refuse_without(kAccountNotDefined, "AccountName");
  if (in.GroupName.value_or("").empty()) return refuse_without(kUnexpectedError, "GroupName");
  const auto path = group_path(*in.AccountName, *in.GroupName);
  if (!path) return path.error();
  return RestCall{Method::del, *path};
}

Next<Output> resume(const Request&, const CallContext& context, std::span<const Reply> replies) {
  return answer_when_successful<Output>(context, replies);
}

}  // namespace uws::mapping::delete_device_group
