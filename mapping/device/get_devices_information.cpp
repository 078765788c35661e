// DeviceService.GetDevicesInformation: POST /m2m/v1/devices/actions/list for listed devices,
// answered in the order asked. A device REST does not know becomes a DeviceInfo with the
// identifiers asked for and the ExtendedAttribute Error = REQUEST_FAILED.DeviceNotFound.

#include <algorithm>
#include <vector>

#include "mapping/device/device_information.h"
#include "mapping/device/device_match.h"
#include "mapping/device/rest_answer.h"
#include "mapping/parts/attributes.h"
#include "mapping/parts/devices.h"
#include "mapping/row.h"

namespace uws::mapping::get_devices_information {
namespace {

using Request = device__GetDevicesInformationRequest;
using Output = device__GetDevicesInformationResponse;

// REST lists at most so many devices in one answer.
constexpr std::size_t kPage = 2'000;

struct Asked {
  std::vector<const common__DeviceIdentifier*> devices;  // as the client has them
  std::vector<RestDeviceId> ids;                         // as REST has them
};

// One identifier of each device, in order.
Result<Asked> asked_for(const Request& in) {
  if (!in.DeviceList) return tl::unexpected(refuse_without(kDeviceNotProvided, "DeviceList"));
  Asked asked;
  for (const auto& collection : in.DeviceList->DeviceIdentifierCollection) {
    const auto* ids = collection ? collection->DeviceIdentifiers.get() : nullptr;
    if (!ids || ids->DeviceIdentifier.size() != 1 || !ids->DeviceIdentifier.front()) {
      return tl::unexpected(
          refuse(kUnexpectedError, "a device of DeviceList has not one identifier"));
    }
    const auto* device = ids->DeviceIdentifier.front().get();
    auto id = rest_identifier(*device);
    if (!id) return tl::unexpected(id.error());
    asked.devices.push_back(device);
    asked.ids.push_back(std::move(*id));
  }
  if (auto fault = check_device_count(asked.ids.size(), kMaxDevices, kMaxRequestsExceeded)) {
    return tl::unexpected(*fault);
  }
  return asked;
}

std::span<const RestDeviceId> page_of(const Asked& asked, std::size_t page) {
  const std::size_t first = page * kPage;
  return std::span(asked.ids).subspan(first, std::min(kPage, asked.ids.size() - first));
}

Next<Output> ask(const Request& in, std::span<const RestDeviceId> ids) {
  Json list = Json::array();
  for (const auto& id : ids) list.push_back(Json{{"deviceIds", Json::array({id.json()})}});
  Json body = Json::object();
  const bool named = !in.AccountName.value_or("").empty();
  put(body, "accountName", named ? in.AccountName : in.AccountNumber);
  put(body, "deviceList", std::move(list));
  return RestCall{Method::post, "/m2m/v1/devices/actions/list", dump(body)};
}

std::unique_ptr<device__DeviceInfo> unknown_device(const common__DeviceIdentifier& asked) {
  const base::JsonValue nothing;
  Notes none;
  auto info = soap_device<device__DeviceInfo>(JsonObject(nothing, "", none));
  auto id = std::make_unique<common__DeviceIdentifier>();
  id->Kind = asked.Kind;
  id->Identifier = asked.Identifier;
  info->DeviceIdentifiers->DeviceIdentifier.push_back(std::move(id));
  add_extended_attribute(info->ExtendedAttributes, "Error", kDeviceNotFound);
  return info;
}

// Appends the devices of one answered page.
std::optional<Fault> show(const Asked& asked, std::size_t page, const Reply& reply, Notes& notes,
                          device__ArrayOfDeviceInfo& shown) {
  const auto ids = page_of(asked, page);
  base::JsonDocument answer;
  if (const auto fault = failure(reply)) {
    // About one device it can only mean that one; about several it does not say which.
    if (ids.size() != 1 || !is_device_not_found(*fault)) return fault;
  } else {
    auto parsed = parse_object(std::get<RestReply>(reply));
    if (!parsed) return parsed.error();
    answer = std::move(*parsed);
  }
  JsonObject fields(answer.root(), "", notes);
  fields.ignore("hasMoreData");
  const auto matches = DeviceMatch(fields.raw("devices")).find(ids);
  for (std::size_t i = 0; i < matches.size(); ++i) {
    shown.DeviceInfo.push_back(
        matches[i] ? soap_device<device__DeviceInfo>(JsonObject(*matches[i], "devices[]", notes))
                   : unknown_device(*asked.devices[page * kPage + i]));
  }
  return std::nullopt;
}

Next<Output> to_rest(const Request& in) {
  const auto asked = asked_for(in);
  if (!asked) return asked.error();
  return ask(in, page_of(*asked, 0));
}

Next<Output> to_soap(const Request& in, const CallContext& context, Replies replies) {
  const auto asked = asked_for(in);
  if (!asked) return asked.error();
  if (replies.size() * kPage < asked->ids.size()) {
    if (const auto fault = failure(replies.back())) return *fault;
    return ask(in, page_of(*asked, replies.size()));
  }
  auto output = std::make_unique<Output>();
  output->Devices = std::make_unique<device__ArrayOfDeviceInfo>();
  for (std::size_t page = 0; page < replies.size(); ++page) {
    if (auto fault = show(*asked, page, replies[page], *context.notes, *output->Devices)) {
      return *fault;
    }
  }
  return Answer<Output>{std::move(output), {}};
}

}  // namespace

UWS_OPERATION_SEEING_ERRORS(DeviceService, GetDevicesInformation, read, to_rest, to_soap);

}  // namespace uws::mapping::get_devices_information
