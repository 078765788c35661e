#include "mapping/group/get_device_group_information.h"

#include "mapping/common/faults.h"
#include "mapping/group/group_information.h"

namespace uws::mapping::get_device_group_information {
namespace {

using Request = group__GetDeviceGroupInformationRequest;
using Output = group__GetDeviceGroupInformationResponse;

}  // namespace

Next<Output> start(const Request& in, const CallContext&) {
  if (in.AccountName.value_or("").empty()) return refuse_without(kAccountNotDefined, "AccountName");
  if (in.GroupName.value_or("").empty()) return refuse_without(kUnexpectedError, "GroupName");
  auto call = group_information_call(*in.AccountName, *in.GroupName, in.LargestDeviceIdSeen);
  if (!call) return call.error();
  return std::move(*call);
}

Next<Output> resume(const Request& in, const CallContext& context, std::span<const Reply> replies) {
  return answer_with_group<Output>(context, std::get<RestReply>(replies.back()),
                                   in.LargestDeviceIdSeen);
}

}  // namespace uws::mapping::get_device_group_information
