// DeviceGroupService.GetDeviceGroupInformation: GET /m2m/v1/groups/{account}/name/{group}.

#include "mapping/group/group_information.h"
#include "mapping/row.h"

namespace uws::mapping::get_device_group_information {
namespace {

using Request = group__GetDeviceGroupInformationRequest;
using Output = group__GetDeviceGroupInformationResponse;

Next<Output> to_rest(const Request& in) {
  if (in.AccountName.value_or("").empty()) return refuse_without(kAccountNotDefined, "AccountName");
  if (in.GroupName.value_or("").empty()) return refuse_without(kUnexpectedError, "GroupName");
  auto call = group_information_call(*in.AccountName, *in.GroupName, in.LargestDeviceIdSeen);
  if (!call) return call.error();
  return std::move(*call);
}

Next<Output> to_soap(const Request& in, const CallContext& context, Replies replies) {
  return answer_with_group<Output>(context, replies, in.LargestDeviceIdSeen);
}

}  // namespace

UWS_OPERATION(DeviceGroupService, GetDeviceGroupInformation, read, to_rest, to_soap);

}  // namespace uws::mapping::get_device_group_information
