#pragma once
// Device identifiers between the contracts: Kind/Identifier in SOAP, kind/id in REST.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gwStub.h"
#include "mapping/common/fault.h"
#include "mapping/common/json.h"

namespace uws::mapping {

// The REST spelling of a kind (lower case); nullopt when it is none of esn, eid, iccid, imei, imsi,
// mdn, meid, min, msisdn. Kinds compare without case.
std::optional<std::string> rest_kind(std::string_view kind);

// The spelling of a kind in DeviceInformation: as REST has it, except that iccid is iccId (the one
// public client compares kinds exactly).
std::string device_information_kind(std::string kind);

// A device identifier as REST has it, borrowed from the one it was read from.
struct RestDeviceId {
  std::string_view kind;
  std::string_view id;

  bool operator==(const RestDeviceId&) const = default;
  // {"id": …, "kind": …}
  Json json() const;
};

// Device.Kind.Invalid or Device.Identifier.Invalid when it does not fit the kind's form (digits,
// hexadecimal, length).
Result<RestDeviceId> rest_identifier(const common__DeviceIdentifier& device);
Result<Json> rest_device_id(const common__DeviceIdentifier& device);

// [{"id": …, "kind": …}, …]; null items are passed over.
Result<Json> rest_device_ids(const common__ArrayOfDeviceIdentifier& devices);

// The same of one collection; empty when it is null or has no identifier.
Result<Json> rest_collection(const common__DeviceIdentifierCollection* collection);

// Whether the IpAddress of a collection goes along as ipAddress. Only the GoToState and activate
// pages have the member; every other operation passes over it.
enum class IpAddresses { left_out, sent };

// [{"deviceIds": […]}, …], one item per collection; DeviceNotProvided for a collection without an
// identifier: passing it over would change fewer or, where it was the only one, more devices.
Result<Json> rest_devices(const common__ArrayOfDeviceIdentifierCollection& collections,
                          IpAddresses addresses = IpAddresses::left_out);

// A list of at least one device, else UnexpectedError; more than `most` gives `too_many`.
std::optional<Fault> check_device_count(std::size_t count, std::size_t most, const char* too_many);

// {"id","kind"} read from REST; the spelling of the kind stays.
std::unique_ptr<common__DeviceIdentifier> soap_device_id(JsonObject item);
// deviceIds as a SOAP list; REST may send one object or an array.
std::unique_ptr<common__ArrayOfDeviceIdentifier> soap_device_ids(JsonArray list);

inline constexpr std::size_t kMaxDevices = 10'000;

}  // namespace uws::mapping
