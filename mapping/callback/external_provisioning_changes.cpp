#include "mapping/callback/external_provisioning_changes.h"

namespace uws::mapping::callback {
namespace {

constexpr std::array<Field, 3> kCarrierInformation = {{
    {"carrierName", "CarrierName"},
    {"servicePlan", "ServicePlan"},
    {"state", "State"},
}};
constexpr std::array<Field, 4> kDeviceInfo = {{
    {"accountName", "AccountName"},
    {"carrierInformation", "CarrierInformation", Shape::kObject, kCarrierInformation},
    {"deviceGroupName", "DeviceGroupName"},
    {"deviceIds", "DeviceIdentifiers", Shape::kDeviceList, {}, "DeviceIdentifier"},
}};
constexpr std::array<Field, 3> kFields = {{
    {"source", "Source"},
    {"change", "Change"},
    {"deviceInfo", "DeviceInfo", Shape::kOpenObject, kDeviceInfo},
}};

}  // namespace

void write_external_provisioning_change(Writer& writer, std::span<const Payload> payloads,
                                        const base::JsonValue&) {
  write_single(writer, "ExternalProvisioningChange", payloads, kFields, Rest::kDrop);
}

}  // namespace uws::mapping::callback
