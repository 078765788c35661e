#include "mapping/callback/dispatch.h"

#include <algorithm>

namespace uws::mapping::callback {
namespace {

constexpr const DataMember* kMembers[] = {&kCarrierService,
                                          &kDeviceService,
                                          &kDeviceProfileService,
                                          &kAlertService,
                                          &kExternalProvisioningChange,
                                          &kPromoChange,
                                          &kUsage,
                                          &kSmsDelivery,
                                          &kPrlInformation,
                                          &kDeviceSuspendStatus,
                                          &kGoToState};

constexpr std::string_view kCommonMembers[] = {
    "username",  "password",       "requestId",
    "deviceIds", "deviceResponse", "faultResponse",
    "status",    "callbackCount",  "maxCallbackThreshold",
    "comment",   "smsMessage",     "summary"};

bool has_key(const DataMember& member, std::string_view key) {
  return std::ranges::find(member.keys, key) != member.keys.end();
}

const DataMember* member_of_key(const CallbackService& service, std::string_view key) {
  if (service.home && has_key(*service.home, key)) return service.home;
  const auto* found =
      std::ranges::find_if(kMembers, [&](const auto* member) { return has_key(*member, key); });
  return found == std::end(kMembers) ? nullptr : *found;
}

// Puts the members of `object` that have a place into `routed`; returns the others.
std::vector<Payload> place_known(const CallbackService& service, const base::JsonValue& object,
                                 std::string_view path, Routed& routed) {
  std::vector<Payload> others;
  for (const base::JsonValue& member : object.children) {
    if (member.is_null()) continue;
    Payload payload{member.name, &member, join_path(path, member.name)};
    const auto* place = member_of_key(service, member.name);
    (place ? routed[place] : others).push_back(std::move(payload));
  }
  return others;
}

// Whether the member, lying directly in deviceResponse, is part of the payload of `home` rather
// than a whole one.
bool is_payload_part(const DataMember& home, const Payload& member) {
  if (home.takes_unknown) {
    return !member.value->is_container() || member.key == "deviceIds" ||
           member.key == "faultResponse";
  }
  // A fault alone is no payload: Data/Fault takes it.
  return member.key != "faultResponse" &&
         std::ranges::find(home.fields, member.key, &Field::rest) != home.fields.end();
}

// What deviceResponse holds beyond known names: objects are payloads of a name not seen before;
// parts of a payload mean that deviceResponse itself is the payload.
void place_unknown(const CallbackService& service, const base::JsonValue& device_response,
                   const std::vector<Payload>& others, Routed& routed, UnknownPaths& unknown) {
  const bool free = service.home && !routed.contains(service.home);
  const bool takes = free && service.home->takes_unknown;
  if (free && std::ranges::any_of(others, [&](const Payload& other) {
        return is_payload_part(*service.home, other);
      })) {
    routed[service.home].push_back({{}, &device_response, "deviceResponse"});
    return;
  }
  for (const Payload& other : others) {
    if (other.key == "faultResponse") continue;  // Data/Fault takes it.
    unknown.add(other.path);
    if (takes) routed[service.home].push_back(other);
  }
}

}  // namespace

std::span<const DataMember* const> data_members() { return kMembers; }

Routed route(const CallbackService& service, const base::JsonValue& message,
             UnknownPaths& unknown) {
  Routed routed;
  if (const base::JsonValue* response = message.find("deviceResponse")) {
    const auto others = place_known(service, *response, "deviceResponse", routed);
    place_unknown(service, *response, others, routed, unknown);
    if (!response->is_object()) unknown.add("deviceResponse");
  }
  for (const Payload& other : place_known(service, message, {}, routed)) {
    if (std::ranges::find(kCommonMembers, other.key) != std::end(kCommonMembers)) continue;
    unknown.add(other.path);
    if (service.home == &kAlertService) routed[&kAlertService].push_back(other);
  }
  return routed;
}

}  // namespace uws::mapping::callback
