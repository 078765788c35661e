#include "mapping/callback/service_names.h"

#include <algorithm>

#include "mapping/callback/data_members.h"

namespace uws::mapping::callback {
namespace {

constexpr CallbackService kServices[] = {
    {"AlertService", "AlertService", &kAlertService, false},
    {"CarrierService", "CarrierService", &kCarrierService},
    {"DevicePRLInformation", "DevicePRLInformation", &kPrlInformation},
    {"DeviceProfileService", "DeviceProfileService", &kDeviceProfileService},
    {"DeviceService", "DeviceService", &kDeviceService},
    {"DeviceSuspensionStatus", "DeviceSuspensionStatus", &kDeviceSuspendStatus},
    {"DeviceUsage", "DeviceUsage", &kUsage},
    {"EnhancedConnectivityService", "EnhancedConnectivityService", &kSmsDelivery},
    {"ExternalProvisioningChanges", "ExternalProvisioningChanges", &kExternalProvisioningChange,
     false},
    {"PromoChange", "PromoChanges", &kPromoChange, false},
    {"ResumeTrackingNotification", "ResumeTrackingNotification", nullptr, false},
    {"SMSDeliveryConfirmation", "SMSDeliveryConfirmation", &kSmsDelivery},
    {"StateService", "StateService", &kGoToState},
};

}  // namespace

std::span<const CallbackService> callback_services() { return kServices; }

const CallbackService* find_service(std::string_view soap) {
  const auto* found = std::ranges::find(kServices, soap, &CallbackService::soap);
  return found == std::end(kServices) ? nullptr : found;
}

std::optional<std::string_view> rest_service_name(std::string_view soap) {
  const auto* service = find_service(soap);
  return service ? std::optional(service->rest) : std::nullopt;
}

}  // namespace uws::mapping::callback
