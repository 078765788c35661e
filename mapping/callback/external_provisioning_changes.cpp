// ExternalProvisioningChanges: a device was changed by something other than the API. The element
// has the name in the singular. The documented table of DeviceInfo breaks off after
// DeviceGroupName, so what else REST sends in it is written after that.

#include "mapping/callback/data_members.h"

namespace uws::mapping::callback {
namespace {

constexpr std::string_view kExternalProvisioningChangesKeys[] = {
    "externalProvisioningChange", "externalProvisioningChangeResponse"};

constexpr Field kCarrierInformation[] = {
    {"carrierName", "CarrierName"},
    {"servicePlan", "ServicePlan"},
    {"state", "State"},
};
constexpr Field kDeviceInfo[] = {
    {"accountName", "AccountName"},
    {"carrierInformation", "CarrierInformation", Shape::kObject, kCarrierInformation},
    {"deviceGroupName", "DeviceGroupName"},
    {"deviceIds", "DeviceIdentifiers", Shape::kDeviceList, {}, "DeviceIdentifier"},
};
constexpr Field kExternalProvisioningChangesFields[] = {
    {"source", "Source"},
    {"change", "Change"},
    {"deviceInfo", "DeviceInfo", Shape::kOpenObject, kDeviceInfo},
};

}  // namespace

constinit const DataMember kExternalProvisioningChange = {
    .element = "ExternalProvisioningChange",
    .keys = kExternalProvisioningChangesKeys,
    .write = write_single,
    .takes_unknown = true,
    .fields = kExternalProvisioningChangesFields};

}  // namespace uws::mapping::callback
