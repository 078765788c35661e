#pragma once
// DeviceGroupService.GetDeviceGroupList: GET /m2m/v1/groups/{account}. REST knows no pages:
// PageSize cuts its whole list here and PageIndex counts the pages from 0, the .NET convention (the
// documentation does not say). PageSize absent or 0 = the whole list.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::get_device_group_list {

Next<group__GetDeviceGroupListResponse> start(const group__GetDeviceGroupListRequest& in,
                                              const CallContext& context);
Next<group__GetDeviceGroupListResponse> resume(const group__GetDeviceGroupListRequest& in,
                                               const CallContext& context,
                                               std::span<const Reply> replies);

}  // namespace uws::mapping::get_device_group_list
