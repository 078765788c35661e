#include "mapping/effect.h"

#include <algorithm>
#include <iterator>

namespace uws::mapping {
namespace {

struct Row {
  std::string_view operation;
  Effect effect;
};

constexpr Row kRows[] = {
    {"AccountService.GetServicePlanList", Effect::read},
    {"AccountService.GetAccountInformation", Effect::read},
    {"AccountService.GetLeadInformation", Effect::read},
    {"AccountService.GetRequestStatus", Effect::read},
    {"AccountService.GetNewPassword", Effect::change},
    {"AccountService.GetNewInactivePassword", Effect::change},
    {"AlertService.CreateTrigger", Effect::change},
    {"AlertService.UpdateTrigger", Effect::change},
    {"AlertService.GetTriggers", Effect::read},
    {"AlertService.DeleteTrigger", Effect::change},
    {"CallbackRegistrationService.RegisterCallback", Effect::change},
    {"CallbackRegistrationService.UnregisterCallback", Effect::change},
    {"CallbackRegistrationService.GetCallbackRegistrations", Effect::read},
    {"CarrierService.ChangeDeviceState", Effect::change},
    {"CarrierService.ChangeDeviceServicePlan", Effect::change},
    {"CarrierService.ChangeDeviceFeatureCodes", Effect::change},
    {"CarrierService.ChangeDeviceCustomFields", Effect::change},
    {"CarrierService.ChangeDeviceCostCenter", Effect::change},
    {"CarrierService.ChangeDeviceIdentifier", Effect::change},
    {"CarrierService.Change4GDeviceIdentifier", Effect::change},
    {"CarrierService.ChangeDeviceContactInfo", Effect::change},
    {"CarrierService.MoveDevice", Effect::change},
    {"CarrierService.SetUsageSegmentationLabels", Effect::change},
    {"CarrierService.ChangeDeviceProfileState", Effect::change},
    {"DeviceGroupService.CreateDeviceGroup", Effect::change},
    {"DeviceGroupService.UpdateDeviceGroup", Effect::change},
    {"DeviceGroupService.DeleteDeviceGroup", Effect::change},
    {"DeviceGroupService.GetDeviceGroupList", Effect::read},
    {"DeviceGroupService.GetDeviceGroupInformation", Effect::read},
    {"DeviceGroupService.GetDefaultDeviceGroupInformation", Effect::read},
    {"DeviceService.AddDevices", Effect::change},
    {"DeviceService.DeleteDevices", Effect::change},
    {"DeviceService.GetDeviceList", Effect::read},
    {"DeviceService.GetDeviceInformation", Effect::read},
    {"DeviceService.GetDevicesInformation", Effect::read},
    {"DeviceService.GetDeviceConnectionHistory", Effect::read},
    {"DeviceService.GetDeviceProvisioningHistory", Effect::read},
    {"DeviceService.GetDeviceUsageHistory", Effect::read},
    {"DeviceService.GetAggregateDeviceUsage", Effect::change},
    {"DeviceService.GetRatedDeviceUsage", Effect::read},
    {"DeviceService.GetDevicePRLInformation", Effect::change},
    {"DeviceService.GetDeviceSuspensionStatus", Effect::change},
    {"DeviceService.GetDeviceCapabilities", Effect::read},
    {"DeviceService.GetDeviceExtendedDiagnosticsInformation", Effect::read},
    {"DeviceService.CheckDeviceAvailability", Effect::change},
    {"DeviceService.CheckOrderStatus", Effect::read},
    {"DeviceService.UploadDevices", Effect::change},
    {"DeviceService.UploadActivate", Effect::change},
    {"DeviceService.GetImeiMismatch", Effect::read},
    {"DeviceService.GetBilledUsage", Effect::read},
    {"DeviceService.CancelLocation", Effect::change},
    {"EnhancedConnectivityService.SendSmsMessage", Effect::change},
    {"EnhancedConnectivityService.GetSmsMessages", Effect::change},
    {"EnhancedConnectivityService.StartSmsCallback", Effect::change},
    {"SessionService.LogIn", Effect::session},
    {"SessionService.LogOut", Effect::session},
    {"StateService.GoToState", Effect::change},
    {"StateService.GetStateAndServicesList", Effect::read},
};

const Row* find(std::string_view operation) {
  const auto* found = std::ranges::find(kRows, operation, &Row::operation);
  return found == std::end(kRows) ? nullptr : found;
}

}  // namespace

Effect effect_of(std::string_view operation) {
  const auto* row = find(operation);
  return row ? row->effect : Effect::change;
}

bool has_effect(std::string_view operation) { return find(operation) != nullptr; }

}  // namespace uws::mapping
