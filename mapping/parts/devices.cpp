#include "mapping/parts/devices.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "mapping/common/faults.h"

namespace uws::mapping {
namespace {

enum class Form { digits, hexadecimal };

struct Kind {
  std::string_view name;
  Form form;
  std::size_t longest;
};

// Lengths are the documentation's; IMEI has up to 16 digits since release 6.13. ESN comes in
// decimal (11) and, in callbacks, in hexadecimal (8).
constexpr std::array<Kind, 9> kKinds = {{{"esn", Form::hexadecimal, 11},
                                         {"eid", Form::digits, 32},
                                         {"iccid", Form::digits, 20},
                                         {"imei", Form::digits, 16},
                                         {"imsi", Form::digits, 15},
                                         {"mdn", Form::digits, 15},
                                         {"meid", Form::hexadecimal, 18},
                                         {"min", Form::digits, 15},
                                         {"msisdn", Form::digits, 15}}};

const Kind* find_kind(std::string_view name) {
  const auto wanted = base::trimmed(name);
  const auto found = std::find_if(kKinds.begin(), kKinds.end(), [&](const Kind& kind) {
    return base::same_no_case(kind.name, wanted);
  });
  return found == kKinds.end() ? nullptr : &*found;
}

bool fits(const Kind& kind, std::string_view id) {
  constexpr std::string_view kDigits = "0123456789";
  constexpr std::string_view kHexadecimal = "0123456789abcdefABCDEF";
  const auto allowed = kind.form == Form::digits ? kDigits : kHexadecimal;
  return !id.empty() && id.size() <= kind.longest &&
         id.find_first_not_of(allowed) == std::string_view::npos;
}

}  // namespace

std::optional<std::string> rest_kind(std::string_view kind) {
  const Kind* known = find_kind(kind);
  if (!known) return std::nullopt;
  return std::string(known->name);
}

std::string device_information_kind(std::string kind) {
  return base::lower(kind) == "iccid" ? "iccId" : std::move(kind);
}

Json RestDeviceId::json() const {
  Json made = Json::object();
  made.put_string("id", id);
  made.put_string("kind", kind);
  return made;
}

Result<RestDeviceId> rest_identifier(const common__DeviceIdentifier& device) {
  const Kind* kind = device.Kind ? find_kind(*device.Kind) : nullptr;
  if (!kind) {
    return tl::unexpected(refuse(kDeviceKindInvalid, "Kind is no kind of a device identifier"));
  }
  const auto id = device.Identifier ? base::trimmed(*device.Identifier) : std::string_view{};
  if (!fits(*kind, id)) {
    return tl::unexpected(refuse(kDeviceIdentifierInvalid, "Identifier does not fit its Kind"));
  }
  return RestDeviceId{kind->name, id};
}

Result<Json> rest_device_id(const common__DeviceIdentifier& device) {
  return rest_identifier(device).map([](const RestDeviceId& id) { return id.json(); });
}

Result<Json> rest_device_ids(const common__ArrayOfDeviceIdentifier& devices) {
  Json ids = Json::array();
  for (const auto& device : devices.DeviceIdentifier) {
    if (!device) continue;
    const auto id = rest_identifier(*device);
    if (!id) return tl::unexpected(id.error());
    ids.push_back(id->json());
  }
  return ids;
}

Result<Json> rest_collection(const common__DeviceIdentifierCollection* collection) {
  if (!collection || !collection->DeviceIdentifiers) return Json::array();
  return rest_device_ids(*collection->DeviceIdentifiers);
}

Result<Json> rest_devices(const common__ArrayOfDeviceIdentifierCollection& collections,
                          IpAddresses addresses) {
  Json devices = Json::array();
  for (const auto& collection : collections.DeviceIdentifierCollection) {
    auto ids = rest_collection(collection.get());
    if (!ids) return ids;
    if (ids->empty()) {
      return tl::unexpected(refuse_saying(kDeviceNotProvided,
                                          "A DeviceIdentifierCollection has no DeviceIdentifier."));
    }
    Json device = Json::object();
    device.put("deviceIds", *ids);
    if (addresses == IpAddresses::sent) put(device, "ipAddress", collection->IpAddress);
    devices.push_back(device);
  }
  return devices;
}

std::optional<Fault> check_device_count(std::size_t count, std::size_t most, const char* too_many) {
  if (count == 0) return refuse(kUnexpectedError, "the list of devices is empty");
  if (count > most) return refuse(too_many, "more than " + std::to_string(most) + " devices");
  return std::nullopt;
}

std::unique_ptr<common__DeviceIdentifier> soap_device_id(JsonObject item) {
  auto device = std::make_unique<common__DeviceIdentifier>();
  device->Kind = item.text("kind");
  device->Identifier = item.text("id");
  return device;
}

std::unique_ptr<common__ArrayOfDeviceIdentifier> soap_device_ids(JsonArray list) {
  auto devices = std::make_unique<common__ArrayOfDeviceIdentifier>();
  collect(list, devices->DeviceIdentifier, soap_device_id);
  return devices;
}

}  // namespace uws::mapping
