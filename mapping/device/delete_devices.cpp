// DeviceService.DeleteDevices: POST /m2m/v1/devices/actions/delete. Results per device; a device
// that fails is no fault.

#include <algorithm>
#include <vector>

#include "mapping/device/device_kinds.h"
#include "mapping/device/rest_answer.h"
#include "mapping/parts/devices.h"
#include "mapping/row.h"

namespace uws::mapping::delete_devices {
namespace {

using Request = device__DeleteDevicesRequest;
using Output = device__DeleteDevicesResponse;

constexpr std::size_t kMost = 100;

using Asked = std::vector<RestDeviceId>;

Asked asked_for(const common__ArrayOfDeviceIdentifierCollection& devices) {
  Asked asked;
  for (const auto& device : devices.DeviceIdentifierCollection) {
    each_identifier(*device, [&](const RestDeviceId& id) { asked.push_back(id); });
  }
  return asked;
}

// Of the identifiers REST shows, the one the client asked with; else the first.
std::unique_ptr<common__DeviceIdentifier> identifier(JsonArray list, const Asked& asked) {
  auto ids = soap_device_ids(std::move(list));
  auto& items = ids->DeviceIdentifier;
  for (auto& id : items) {
    const auto same = rest_identifier(*id);
    if (same && std::find(asked.begin(), asked.end(), *same) != asked.end()) return std::move(id);
  }
  return items.empty() ? nullptr : std::move(items.front());
}

std::unique_ptr<device__DeleteDevice> deleted(JsonObject& item, const Asked& asked) {
  auto device = std::make_unique<device__DeleteDevice>();
  device->DeviceIdentifier = identifier(item.array("deviceIds"), asked);
  device->Status = item.text("status");
  device->Message = item.text("message");
  return device;
}

Next<Output> to_rest(const Request& in) {
  if (!in.DeviceList) return refuse_without(kDeviceNotProvided, "DeviceList");
  auto devices = rest_devices(*in.DeviceList);
  if (!devices) return devices.error();
  if (auto fault = check_device_count(devices->size(), kMost, kNumberOfDevices)) return *fault;
  Json body = Json::object();
  put(body, "devicesToDelete", std::move(*devices));
  put(body, "accountName", in.AccountName);
  return RestCall{Method::post, "/m2m/v1/devices/actions/delete", dump(body)};
}

Next<Output> to_soap(const Request& in, const CallContext& context, Replies replies) {
  const auto answer = results_per_device(replies.back());
  if (!answer) return answer.error();
  const Asked asked = asked_for(*in.DeviceList);
  auto output = std::make_unique<Output>();
  output->Devices = std::make_unique<device__ArrayOfDeleteDevice>();
  collect(JsonArray(&answer->root(), "[]", *context.notes), output->Devices->DeleteDevice,
          [&](JsonObject item) { return deleted(item, asked); });
  return Answer<Output>{std::move(output), {}};
}

}  // namespace

UWS_OPERATION_SEEING_ERRORS(DeviceService, DeleteDevices, change, to_rest, to_soap);

}  // namespace uws::mapping::delete_devices
