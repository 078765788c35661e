#include "mapping/callback/service_names.h"

#include <array>

namespace uws::mapping::callback {
namespace {

constexpr std::array<ServiceName, 13> kServices = {{
    {"AlertService", "AlertService"},
    {"CarrierService", "CarrierService"},
    {"DevicePRLInformation", "DevicePRLInformation"},
    {"DeviceProfileService", "DeviceProfileService"},
    {"DeviceService", "DeviceService"},
    {"DeviceSuspensionStatus", "DeviceSuspensionStatus"},
    {"DeviceUsage", "DeviceUsage"},
    {"EnhancedConnectivityService", "EnhancedConnectivityService"},
    {"ExternalProvisioningChanges", "ExternalProvisioningChanges"},
    {"PromoChange", "PromoChanges"},
    {"ResumeTrackingNotification", "ResumeTrackingNotification"},
    {"SMSDeliveryConfirmation", "SMSDeliveryConfirmation"},
    {"StateService", "StateService"},
}};

}  // namespace

std::span<const ServiceName> callback_services() { return kServices; }

std::optional<std::string_view> rest_service_name(std::string_view soap) {
  for (const ServiceName& name : kServices) {
    if (name.soap == soap) return name.rest;
  }
  return std::nullopt;
}

std::optional<std::string_view> soap_service_name(std::string_view rest) {
  for (const ServiceName& name : kServices) {
    if (name.rest == rest) return name.soap;
  }
  return std::nullopt;
}

}  // namespace uws::mapping::callback
