#include "mapping/group/rows.h"

#include "mapping/group/create_device_group.h"
#include "mapping/group/delete_device_group.h"
#include "mapping/group/get_default_device_group_information.h"
#include "mapping/group/get_device_group_information.h"
#include "mapping/group/get_device_group_list.h"
#include "mapping/group/update_device_group.h"
#include "mapping/row.h"

namespace uws::mapping {
namespace {

constexpr Operation kRows[] = {
    UWS_ROW(DeviceGroupService, CreateDeviceGroup, create_device_group),
    UWS_ROW(DeviceGroupService, UpdateDeviceGroup, update_device_group),
    UWS_ROW(DeviceGroupService, DeleteDeviceGroup, delete_device_group),
    UWS_ROW(DeviceGroupService, GetDeviceGroupList, get_device_group_list),
    UWS_ROW(DeviceGroupService, GetDeviceGroupInformation, get_device_group_information),
    UWS_ROW(DeviceGroupService, GetDefaultDeviceGroupInformation,
            get_default_device_group_information),
};

}  // namespace

std::span<const Operation> group_rows() { return kRows; }

}  // namespace uws::mapping
