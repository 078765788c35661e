#include "mapping/callback/dispatch.h"

#include <algorithm>
#include <string>

#include "mapping/callback/alert_service.h"
#include "mapping/callback/carrier_service.h"
#include "mapping/callback/device_prl_information.h"
#include "mapping/callback/device_profile_service.h"
#include "mapping/callback/device_service.h"
#include "mapping/callback/device_suspension_status.h"
#include "mapping/callback/device_usage.h"
#include "mapping/callback/external_provisioning_changes.h"
#include "mapping/callback/promo_change.h"
#include "mapping/callback/sms_delivery.h"
#include "mapping/callback/state_service.h"

namespace uws::mapping::callback {
namespace {

enum Index : std::size_t {
  kCarrier,
  kDevice,
  kProfile,
  kAlert,
  kProvisioning,
  kPromo,
  kUsage,
  kSms,
  kPrl,
  kSuspend,
  kState,
};

constexpr std::array<DataMember, kDataMemberCount> kMembers = {{
    {"CarrierService", kCarrierServiceKeys, write_carrier_service},
    {"DeviceService", kDeviceServiceKeys, write_device_service, false, true},
    {"DeviceProfileService", {}, write_device_profile_service, false, true},
    {"AlertService", {}, write_alert_service, false, true},
    {"ExternalProvisioningChange", kExternalProvisioningChangeKeys,
     write_external_provisioning_change, true, true},
    {"PromoChange", kPromoChangeKeys, write_promo_change, true, true},
    {"Usage", kDeviceUsageKeys, write_usage, true, true},
    {"SMSDelivery", kSmsDeliveryKeys, write_sms_delivery, true, false, kSmsDeliveryFields},
    {"PRLInformation", kPrlInformationKeys, write_prl_information, true, false,
     kPrlInformationFields},
    {"DeviceSuspendStatus", kSuspensionStatusKeys, write_device_suspend_status, true, true},
    {"GoToState", kStateServiceKeys, write_go_to_state, true, false, kGoToStateFields},
}};

constexpr std::array<CallbackService, 13> kServices = {{
    {"AlertService", kAlert, false},
    {"CarrierService", kCarrier},
    {"DevicePRLInformation", kPrl},
    {"DeviceProfileService", kProfile},
    {"DeviceService", kDevice},
    {"DeviceSuspensionStatus", kSuspend},
    {"DeviceUsage", kUsage},
    {"EnhancedConnectivityService", kSms},
    {"ExternalProvisioningChanges", kProvisioning, false},
    {"PromoChange", kPromo, false},
    {"ResumeTrackingNotification", std::nullopt, false},
    {"SMSDeliveryConfirmation", kSms},
    {"StateService", kState},
}};

constexpr std::array<std::string_view, 12> kCommonMembers = {
    "username",  "password",       "requestId",
    "deviceIds", "deviceResponse", "faultResponse",
    "status",    "callbackCount",  "maxCallbackThreshold",
    "comment",   "smsMessage",     "summary"};

bool has_key(const DataMember& member, std::string_view key) {
  return std::find(member.keys.begin(), member.keys.end(), key) != member.keys.end();
}

std::optional<std::size_t> member_of_key(const CallbackService& service, std::string_view key) {
  if (service.home && has_key(kMembers[*service.home], key)) return service.home;
  for (std::size_t i = 0; i < kMembers.size(); ++i) {
    if (has_key(kMembers[i], key)) return i;
  }
  return std::nullopt;
}

// Puts the members of `object` that have a place into `routed`; returns the others.
std::vector<Payload> place_known(const CallbackService& service, const base::JsonValue& object,
                                 std::string_view path, Routed& routed) {
  std::vector<Payload> others;
  for (const base::JsonValue& member : object.children) {
    if (member.is_null()) continue;
    Payload payload{member.name, &member, join_path(path, member.name)};
    const auto place = member_of_key(service, member.name);
    (place ? routed.payloads[*place] : others).push_back(std::move(payload));
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
         std::any_of(home.parts.begin(), home.parts.end(),
                     [&](const Field& field) { return field.rest == member.key; });
}

// What deviceResponse holds beyond known names: objects are payloads of a name not seen before;
// parts of a payload mean that deviceResponse itself is the payload.
void place_unknown(const CallbackService& service, const base::JsonValue& device_response,
                   const std::vector<Payload>& others, Routed& routed, UnknownPaths& unknown) {
  const bool free = service.home && routed.payloads[*service.home].empty();
  const bool takes = free && kMembers[*service.home].takes_unknown;
  if (free && std::any_of(others.begin(), others.end(), [&](const Payload& other) {
        return is_payload_part(kMembers[*service.home], other);
      })) {
    routed.payloads[*service.home].push_back({{}, &device_response, "deviceResponse"});
    return;
  }
  for (const Payload& other : others) {
    if (other.key == "faultResponse") continue;  // Data/Fault takes it.
    unknown.add(other.path);
    if (takes) routed.payloads[*service.home].push_back(other);
  }
}

}  // namespace

std::span<const DataMember, kDataMemberCount> data_members() { return kMembers; }

const CallbackService* find_service(std::string_view soap_name) {
  const auto found =
      std::find_if(kServices.begin(), kServices.end(),
                   [&](const CallbackService& service) { return service.name == soap_name; });
  return found == kServices.end() ? nullptr : &*found;
}

bool Routed::empty() const {
  return std::all_of(payloads.begin(), payloads.end(),
                     [](const std::vector<Payload>& list) { return list.empty(); });
}

Routed route(const CallbackService& service, const base::JsonValue& message,
             UnknownPaths& unknown) {
  Routed routed;
  if (const base::JsonValue* response = message.find("deviceResponse")) {
    const auto others = place_known(service, *response, "deviceResponse", routed);
    place_unknown(service, *response, others, routed, unknown);
    if (!response->is_object()) unknown.add("deviceResponse");
  }
  for (const Payload& other : place_known(service, message, {}, routed)) {
    const bool common =
        std::find(kCommonMembers.begin(), kCommonMembers.end(), other.key) != kCommonMembers.end();
    if (common) continue;
    unknown.add(other.path);
    if (service.home == std::size_t{kAlert}) routed.payloads[kAlert].push_back(other);
  }
  return routed;
}

}  // namespace uws::mapping::callback
