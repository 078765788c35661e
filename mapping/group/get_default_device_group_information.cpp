#include "mapping/group/get_default_device_group_information.h"

#include "mapping/common/faults.h"
#include "mapping/group/group_information.h"

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

}  // namespace

Next<Output> start(const Request& in, const CallContext&) {
  if (in.AccountName.value_or("").empty()) return refuse_without(kAccountNotDefined, "AccountName");
  const auto path = group_path(*in.AccountName, "");
  if (!path) return path.error();
  return RestCall{Method::get, *path};
}

Next<Output> resume(const Request& in, const CallContext& context, std::span<const Reply> replies) {
  const auto& reply = std::get<RestReply>(replies.back());
  if (replies.size() > 1) return answer_with_group<Output>(context, reply, in.LargestDeviceIdSeen);
  const auto list = parse(reply);
  if (!list) return list.error();
  const std::string name = default_group(JsonArray(&*list, "[]", *context.notes));
  if (name.empty()) {
    return refuse(kDeviceGroupNotFound, "none of the platform's groups is the default group");
  }
  auto call = group_information_call(*in.AccountName, name, in.LargestDeviceIdSeen);
  if (!call) return call.error();
  return std::move(*call);
}

}  // namespace uws::mapping::get_default_device_group_information
