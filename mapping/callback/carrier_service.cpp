// CarrierService: the results of ChangeDeviceState, ChangeDeviceServicePlan,
// ChangeDeviceCostCenter, ChangeDeviceCustomFields, ChangeDeviceIdentifier,
// Change4GDeviceIdentifier, MoveDevice, ChangeDeviceContactInfo and the activation half of
// UploadActivate.

#include "mapping/callback/carrier_service.h"

#include <algorithm>
#include <array>

#include "mapping/callback/data_members.h"

namespace uws::mapping::callback {
namespace {

constexpr std::string_view kCarrierServiceKeys[] = {
    "activateResponse",          "deactivateResponse",        "suspendResponse",
    "restoreResponse",           "changeServicePlanResponse", "servicePlanResponse",
    "changeCostCenterResponse",  "costCenterResponse",        "customFieldsUpdateResponse",
    "customFieldsResponse",      "changeIdentifierResponse",  "moveDeviceResponse",
    "changeContactInfoResponse", "contactInfoResponse",       "changeDeviceIdentifierResponse"};
// The two identifier changes are told apart by kind.
constexpr std::string_view kIdentifierKeys[] = {"changeIdentifierResponse",
                                                "changeDeviceIdentifierResponse"};

using MemberWriter = void (*)(Writer& writer, std::string_view element, const Payload& payload,
                              const base::JsonValue& message);
using MemberDescriber = contract::CallbackElement (*)(std::string_view element);

constexpr Field kPlanFields[] = {{"servicePlan", "ServicePlan"}};
// DeviceIdentifierChanged comes once per new identifier.
constexpr Field kIdentifierFields[] = {
    {"deviceIds", "DeviceIdentifierChanged", Shape::kDevices},
    {"servicePlan", "ServicePlan"},
};

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

contract::CallbackElement describe_custom_fields(std::string_view element) {
  return describe_elements(element, {}, Rest::kDrop);
}

struct CarrierMember {
  std::string_view element;
  std::array<std::string_view, 4> keys = {};  // deviceResponse members that belong here
  MemberWriter write = nullptr;               // null: by `fields`
  std::span<const Field> fields = {};         // without any its members were never seen
  MemberDescriber describe = nullptr;         // null exactly where `write` is

  Rest rest() const { return fields.empty() ? Rest::kKeep : Rest::kDrop; }
};

constexpr CarrierMember kCarrierServiceMembers[] = {
    {"ChangeDeviceState",
     {"activateResponse", "deactivateResponse", "suspendResponse", "restoreResponse"},
     write_device_state,
     {},
     describe_device_state},
    {"ChangeDeviceFeatureCodes"},
    {"ChangeDeviceServicePlan",
     {"changeServicePlanResponse", "servicePlanResponse"},
     nullptr,
     kPlanFields},
    {"ChangeDeviceCostCenter", {"changeCostCenterResponse", "costCenterResponse"}},
    {"ChangeDeviceCustomFields",
     {"customFieldsUpdateResponse", "customFieldsResponse"},
     write_custom_fields,
     {},
     describe_custom_fields},
    {"ChangeDeviceIdentifier", {}, nullptr, kIdentifierFields},
    {"Change4GDeviceIdentifier", {}, nullptr, kIdentifierFields},
    {"MoveDevice", {"moveDeviceResponse"}, write_move_device, {}, describe_move_device},
    {"ChangeDeviceContactInfo", {"changeContactInfoResponse", "contactInfoResponse"}},
};

bool belongs(const CarrierMember& member, const Payload& payload, const base::JsonValue& message) {
  if (payload.key.empty()) return false;
  if (std::ranges::find(kIdentifierKeys, payload.key) != std::end(kIdentifierKeys)) {
    return member.element == identifier_change_element(*payload.value, message);
  }
  return std::ranges::find(member.keys, payload.key) != member.keys.end();
}

void write_member(Writer& writer, const CarrierMember& member, const Payload& payload,
                  const base::JsonValue& message) {
  if (member.write) return member.write(writer, member.element, payload, message);
  write_elements(writer, member.element, *payload.value, payload.path, member.fields,
                 member.rest());
}

contract::CallbackElement describe_carrier_service(const DataMember& service) {
  auto described = describe_elements(service.element, {}, Rest::kDrop);
  for (const CarrierMember& member : kCarrierServiceMembers) {
    described.members.push_back(
        member.describe ? member.describe(member.element)
                        : describe_elements(member.element, member.fields, member.rest()));
  }
  return described;
}

// Nine members in the documented order, all nil but the one a payload belongs to and
// ChangeDeviceCustomFields, which is always empty (documented MoveDevice callback). A callback
// without any payload, such as a failed request or changed custom fields, has no other member.
void write_carrier_service(Writer& writer, const DataMember& service,
                           std::span<const Payload> payloads, const base::JsonValue& message) {
  writer.xml.open(service.element);
  for (const CarrierMember& member : kCarrierServiceMembers) {
    bool written = false;
    for (const Payload& payload : payloads) {
      if (!belongs(member, payload, message)) continue;
      if (written) {
        writer.unknown.add(payload.path);
      } else {
        write_member(writer, member, payload, message);
      }
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

}  // namespace

constinit const DataMember kCarrierService = {.element = "CarrierService",
                                              .keys = kCarrierServiceKeys,
                                              .write = write_carrier_service,
                                              .describe = describe_carrier_service};

}  // namespace uws::mapping::callback
