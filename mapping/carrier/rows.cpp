#include "mapping/carrier/rows.h"

#include "mapping/carrier/change_4g_device_identifier.h"
#include "mapping/carrier/change_device_contact_info.h"
#include "mapping/carrier/change_device_cost_center.h"
#include "mapping/carrier/change_device_custom_fields.h"
#include "mapping/carrier/change_device_feature_codes.h"
#include "mapping/carrier/change_device_identifier.h"
#include "mapping/carrier/change_device_profile_state.h"
#include "mapping/carrier/change_device_service_plan.h"
#include "mapping/carrier/change_device_state.h"
#include "mapping/carrier/move_device.h"
#include "mapping/carrier/set_usage_segmentation_labels.h"
#include "mapping/row.h"

namespace uws::mapping {
namespace {

constexpr Operation kRows[] = {
    UWS_ROW(CarrierService, Change4GDeviceIdentifier, change_4g_device_identifier),
    UWS_ROW(CarrierService, ChangeDeviceContactInfo, change_device_contact_info),
    UWS_ROW(CarrierService, ChangeDeviceCostCenter, change_device_cost_center),
    UWS_ROW(CarrierService, ChangeDeviceCustomFields, change_device_custom_fields),
    UWS_ROW(CarrierService, ChangeDeviceFeatureCodes, change_device_feature_codes),
    UWS_ROW(CarrierService, ChangeDeviceIdentifier, change_device_identifier),
    UWS_ROW(CarrierService, ChangeDeviceProfileState, change_device_profile_state),
    UWS_ROW(CarrierService, ChangeDeviceServicePlan, change_device_service_plan),
    UWS_ROW(CarrierService, ChangeDeviceState, change_device_state),
    UWS_ROW(CarrierService, MoveDevice, move_device),
    UWS_ROW(CarrierService, SetUsageSegmentationLabels, set_usage_segmentation_labels),
};

}  // namespace

std::span<const Operation> carrier_rows() { return kRows; }

}  // namespace uws::mapping
