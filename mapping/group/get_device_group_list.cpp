// DeviceGroupService.GetDeviceGroupList: GET /m2m/v1/groups/{account}. REST knows no pages:
// PageSize cuts its whole list here and PageIndex counts the pages from 0, the .NET convention (the
// documentation does not say). PageSize absent or 0 = the whole list.

#include <algorithm>

#include "mapping/common/endings.h"
#include "mapping/group/group_information.h"
#include "mapping/parts/attributes.h"
#include "mapping/row.h"

namespace uws::mapping::get_device_group_list {
namespace {

using Request = group__GetDeviceGroupListRequest;
using Output = group__GetDeviceGroupListResponse;

struct Page {
  std::size_t first, last;  // [first, last)
};

Page page_of(const Request& in, std::size_t groups) {
  const auto size = static_cast<std::size_t>(in.PageSize.value_or(0));
  if (size == 0) return {0, groups};
  const auto first = std::min(groups, static_cast<std::size_t>(in.PageIndex.value_or(0)) * size);
  return {first, std::min(groups, first + size)};
}

// The contract has ExtendedAttributes but never uses it: nil when REST has none.
std::unique_ptr<group__DeviceGroupInfo> soap_group(JsonObject fields) {
  auto group = std::make_unique<group__DeviceGroupInfo>();
  group->GroupName = fields.text("name");
  group->GroupDescription = fields.text("description");
  group->IsDefaultGroup = fields.boolean("isDefaultGroup");
  auto attributes = soap_extended_attributes(fields.array("extendedAttributes"));
  if (!attributes->ExtendedAttributesObj.empty()) group->ExtendedAttributes = std::move(attributes);
  return group;
}

Next<Output> to_rest(const Request& in) {
  if (in.AccountName.value_or("").empty()) return refuse_without(kAccountNotDefined, "AccountName");
  if (in.PageIndex.value_or(0) < 0 || in.PageSize.value_or(0) < 0) {
    return refuse(kUnexpectedError, "PageIndex or PageSize is negative");
  }
  const auto path = group_path(*in.AccountName, "");
  if (!path) return path.error();
  return RestCall{Method::get, *path};
}

Next<Output> to_soap(const Request& in, const CallContext& context, Replies replies) {
  return answer_from_list<Output>(context, replies, [&](const JsonArray& groups, Output& output) {
    output.DeviceGroupList = std::make_unique<group__ArrayOfDeviceGroupInfo>();
    const Page page = page_of(in, groups.size());
    for (std::size_t i = page.first; i < page.last; ++i) {
      output.DeviceGroupList->DeviceGroupInfo.push_back(soap_group(groups.object(i)));
    }
  });
}

}  // namespace

UWS_OPERATION(DeviceGroupService, GetDeviceGroupList, read, to_rest, to_soap);

}  // namespace uws::mapping::get_device_group_list
