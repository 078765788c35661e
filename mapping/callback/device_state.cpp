#include "mapping/callback/device_state.h"

#include <array>

#include "mapping/callback/device_suspension_status.h"

namespace uws::mapping::callback {
namespace {

constexpr std::array<Field, 2> kCredential = {{
    {"username", "Username"},
    {"password", "Password"},
}};
constexpr std::array<Field, 6> kActivate = {{
    {"deviceIds", "DeviceIdentifier", Shape::kDevices},
    {"ipAddress", "IpAddress"},
    {"state", "State"},
    {"servicePlan", "ServicePlan"},
    {"featureCodes", "FeatureCodes", Shape::kList, {}, "FeatureCode"},
    {"deviceCredential", "DeviceCredential", Shape::kObject, kCredential},
}};
constexpr std::array<Field, 1> kDeactivate = {{{"deactivated", "Deactivated", Shape::kOptional}}};
constexpr std::array<Field, 1> kRestore = {{{"restored", "Restored", Shape::kOptional}}};

struct Change {
  std::string_view key;
  std::string_view element;
  std::span<const Field> fields;
};
constexpr std::array<Change, 4> kChanges = {{
    {"activateResponse", "Activate", kActivate},
    {"deactivateResponse", "Deactivate", kDeactivate},
    {"suspendResponse", "Suspend", kSuspendFields},
    {"restoreResponse", "Restore", kRestore},
}};

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

}  // namespace uws::mapping::callback
