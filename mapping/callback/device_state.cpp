// CarrierService/ChangeDeviceState: activated, deactivated, suspended or restored.

#include "mapping/callback/carrier_service.h"

namespace uws::mapping::callback {
namespace {

constexpr Field kCredential[] = {
    {"username", "Username"},
    {"password", "Password"},
};
constexpr Field kActivate[] = {
    {"deviceIds", "DeviceIdentifier", Shape::kDevices},
    {"ipAddress", "IpAddress"},
    {"state", "State"},
    {"servicePlan", "ServicePlan"},
    {"featureCodes", "FeatureCodes", Shape::kList, {}, "FeatureCode"},
    {"deviceCredential", "DeviceCredential", Shape::kObject, kCredential},
};
constexpr Field kDeactivate[] = {{"deactivated", "Deactivated", Shape::kOptional}};
constexpr Field kRestore[] = {{"restored", "Restored", Shape::kOptional}};

struct Change {
  std::string_view key;
  std::string_view element;
  std::span<const Field> fields;
};
constexpr Change kChanges[] = {
    {"activateResponse", "Activate", kActivate},
    {"deactivateResponse", "Deactivate", kDeactivate},
    {"suspendResponse", "Suspend", kSuspendFields},
    {"restoreResponse", "Restore", kRestore},
};

}  // namespace

void write_device_state(Writer& writer, std::string_view element, const Payload& payload,
                        const base::JsonValue&) {
  writer.xml.open(element);
  for (const Change& change : kChanges) {
    if (change.key != payload.key) continue;
    write_elements(writer, change.element, *payload.value, payload.path, change.fields,
                   Rest::kDrop);
  }
  writer.xml.close();
}

contract::CallbackElement describe_device_state(std::string_view element) {
  contract::CallbackElement described{std::string(element),
                                      contract::CallbackElement::Content::members};
  for (const Change& change : kChanges) {
    described.members.push_back(describe_elements(change.element, change.fields, Rest::kDrop));
  }
  return described;
}

}  // namespace uws::mapping::callback
