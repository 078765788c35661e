#include "mapping/callback/carrier_service.h"

#include <algorithm>

#include "mapping/callback/device_identifier_change.h"
#include "mapping/callback/device_state.h"
#include "mapping/callback/move_device.h"

namespace uws::mapping::callback {
namespace {

using MemberWriter = void (*)(Writer& writer, std::string_view element, const Payload& payload,
                              const base::JsonValue& message);

constexpr std::array<Field, 1> kServicePlanFields = {{{"servicePlan", "ServicePlan"}}};

void write_service_plan(Writer& writer, std::string_view element, const Payload& payload,
                        const base::JsonValue&) {
  write_elements(writer, element, *payload.value, payload.path, kServicePlanFields, Rest::kDrop);
}

// Members of these were never seen on either side.
void write_unseen(Writer& writer, std::string_view element, const Payload& payload,
                  const base::JsonValue&) {
  write_elements(writer, element, *payload.value, payload.path, {}, Rest::kKeep);
}

// An empty type; nothing of the payload has a place in it.
void write_custom_fields(Writer& writer, std::string_view element, const Payload& payload,
                         const base::JsonValue&) {
  if (payload.value->is_object()) {
    write_elements(writer, element, *payload.value, payload.path, {}, Rest::kDrop);
    return;
  }
  writer.unknown.add(payload.path);
  writer.xml.empty(element);
}

struct CarrierMember {
  std::string_view element;
  // deviceResponse members that belong here; the two identifier changes are told apart by kind.
  std::array<std::string_view, 4> keys;
  MemberWriter write;
};

constexpr std::array<CarrierMember, 9> kMembers = {{
    {"ChangeDeviceState",
     {"activateResponse", "deactivateResponse", "suspendResponse", "restoreResponse"},
     write_device_state},
    {"ChangeDeviceFeatureCodes", {}, write_unseen},
    {"ChangeDeviceServicePlan",
     {"changeServicePlanResponse", "servicePlanResponse"},
     write_service_plan},
    {"ChangeDeviceCostCenter", {"changeCostCenterResponse", "costCenterResponse"}, write_unseen},
    {"ChangeDeviceCustomFields",
     {"customFieldsUpdateResponse", "customFieldsResponse"},
     write_custom_fields},
    {"ChangeDeviceIdentifier", {}, write_identifier_change},
    {"Change4GDeviceIdentifier", {}, write_identifier_change},
    {"MoveDevice", {"moveDeviceResponse"}, write_move_device},
    {"ChangeDeviceContactInfo", {"changeContactInfoResponse", "contactInfoResponse"}, write_unseen},
}};

bool belongs(const CarrierMember& member, const Payload& payload, const base::JsonValue& message) {
  if (payload.key == "changeIdentifierResponse" ||
      payload.key == "changeDeviceIdentifierResponse") {
    return member.element == identifier_change_element(*payload.value, message);
  }
  return !payload.key.empty() &&
         std::find(member.keys.begin(), member.keys.end(), payload.key) != member.keys.end();
}

}  // namespace

void write_carrier_service(Writer& writer, std::span<const Payload> payloads,
                           const base::JsonValue& message) {
  writer.xml.open("CarrierService");
  for (const CarrierMember& member : kMembers) {
    bool written = false;
    for (const Payload& payload : payloads) {
      if (!belongs(member, payload, message)) continue;
      if (written) {
        writer.unknown.add(payload.path);
        continue;
      }
      member.write(writer, member.element, payload, message);
      written = true;
    }
    if (written) continue;
    if (member.element == "ChangeDeviceCustomFields") {
      writer.xml.empty(member.element);
    } else {
      writer.xml.nil(member.element);
    }
  }
  writer.xml.close();
}

}  // namespace uws::mapping::callback
