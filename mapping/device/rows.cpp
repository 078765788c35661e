#include "mapping/device/rows.h"

#include "mapping/device/add_devices.h"
#include "mapping/device/cancel_location.h"
#include "mapping/device/check_device_availability.h"
#include "mapping/device/check_order_status.h"
#include "mapping/device/delete_devices.h"
#include "mapping/device/get_aggregate_device_usage.h"
#include "mapping/device/get_billed_usage.h"
#include "mapping/device/get_device_capabilities.h"
#include "mapping/device/get_device_connection_history.h"
#include "mapping/device/get_device_extended_diagnostics_information.h"
#include "mapping/device/get_device_information.h"
#include "mapping/device/get_device_list.h"
#include "mapping/device/get_device_prl_information.h"
#include "mapping/device/get_device_provisioning_history.h"
#include "mapping/device/get_device_suspension_status.h"
#include "mapping/device/get_device_usage_history.h"
#include "mapping/device/get_devices_information.h"
#include "mapping/device/get_imei_mismatch.h"
#include "mapping/device/get_rated_device_usage.h"
#include "mapping/device/upload_activate.h"
#include "mapping/device/upload_devices.h"
#include "mapping/row.h"

namespace uws::mapping {
namespace {

constexpr Operation kRows[] = {
    UWS_ROW_SEEING_ERRORS(DeviceService, AddDevices, add_devices),
    UWS_ROW_SEEING_ERRORS(DeviceService, DeleteDevices, delete_devices),
    UWS_ROW_SEEING_ERRORS(DeviceService, GetDeviceList, get_device_list),
    UWS_ROW(DeviceService, GetDeviceInformation, get_device_information),
    UWS_ROW_SEEING_ERRORS(DeviceService, GetDevicesInformation, get_devices_information),
    UWS_ROW(DeviceService, GetDeviceConnectionHistory, get_device_connection_history),
    UWS_ROW(DeviceService, GetDeviceProvisioningHistory, get_device_provisioning_history),
    UWS_ROW(DeviceService, GetDeviceUsageHistory, get_device_usage_history),
    UWS_ROW(DeviceService, GetAggregateDeviceUsage, get_aggregate_device_usage),
    UWS_ROW(DeviceService, GetRatedDeviceUsage, get_rated_device_usage),
    UWS_ROW(DeviceService, GetDevicePRLInformation, get_device_prl_information),
    UWS_ROW(DeviceService, GetDeviceSuspensionStatus, get_device_suspension_status),
    UWS_ROW(DeviceService, GetDeviceCapabilities, get_device_capabilities),
    UWS_ROW(DeviceService, GetDeviceExtendedDiagnosticsInformation,
            get_device_extended_diagnostics_information),
    UWS_ROW(DeviceService, CheckDeviceAvailability, check_device_availability),
    UWS_ROW(DeviceService, CheckOrderStatus, check_order_status),
    UWS_ROW(DeviceService, UploadDevices, upload_devices),
    UWS_ROW(DeviceService, UploadActivate, upload_activate),
    UWS_ROW(DeviceService, GetImeiMismatch, get_imei_mismatch),
    UWS_ROW(DeviceService, GetBilledUsage, get_billed_usage),
    UWS_ROW(DeviceService, CancelLocation, cancel_location),
};

}  // namespace

std::span<const Operation> device_rows() { return kRows; }

}  // namespace uws::mapping
