// DeviceGroupService.GetDefaultDeviceGroupInformation: no twin of its own: GET
// /m2m/v1/groups/{account} says which group is the default, then GET its information.

#include "mapping/group/group_information.h"
#include "mapping/row.h"

namespace uws::mapping::get_default_device_group_information {
namespace {

using Request = group__GetDefaultDeviceGroupInformationRequest;
using Output = group__GetDefaultDeviceGroupInformationResponse;

// The name of the default group of REST's list, empty when there is none.
std::string default_group(JsonArray groups) {
  std::string name;
  for (std::size_t i = 0; i < groups.size() && name.empty(); ++i) {
    JsonObject group = groups.object(i);
    for (const char* unused : {"name", "description", "extendedAttributes"}) group.ignore(unused);
    if (group.boolean("isDefaultGroup").value_or(false)) name = group.text("name").value_or("");
  }
  return name;
}

Next<Output> to_rest(const Request& in) {
  if (in.AccountName.value_or("").empty()) return refuse_without(kAccountNotDefined, "AccountName");
  const auto path = group_path(*in.AccountName, "");
  if (!path) return path.error();
  return RestCall{Method::get, *path};
}

Next<Output> to_soap(const Request& in, const CallContext& context, Replies replies) {
  if (replies.size() > 1) {
    return answer_with_group<Output>(context, replies, in.LargestDeviceIdSeen);
  }
  const auto list = parse(newest(replies));
  if (!list) return list.error();
  const std::string name = default_group(JsonArray(&list->root(), "[]", *context.notes));
  if (name.empty()) {
    return refuse(kDeviceGroupNotFound, "none of the platform's groups is the default group");
  }
  auto call = group_information_call(*in.AccountName, name, in.LargestDeviceIdSeen);
  if (!call) return call.error();
  return std::move(*call);
}

}  // namespace

UWS_OPERATION(DeviceGroupService, GetDefaultDeviceGroupInformation, read, to_rest, to_soap);

}  // namespace uws::mapping::get_default_device_group_information
