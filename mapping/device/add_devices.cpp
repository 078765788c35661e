// DeviceService.AddDevices: POST /m2m/v1/devices/actions/add. Results per device; a device that
// fails is no fault.

#include "mapping/common/endings.h"
#include "mapping/device/rest_answer.h"
#include "mapping/parts/attributes.h"
#include "mapping/parts/devices.h"
#include "mapping/row.h"

namespace uws::mapping::add_devices {
namespace {

using Request = device__AddDevicesRequest;
using Output = device__AddDevicesResponse;

constexpr std::size_t kMost = 200;

std::unique_ptr<device__AddDevice> added(JsonObject item) {
  auto device = std::make_unique<device__AddDevice>();
  device->DeviceIdentifiers = soap_device_ids(item.array("deviceIds"));
  device->Response = item.text("response");
  return device;
}

// Which identifiers go together (4G, eUICC, SKU) is the platform's to judge.
Next<Output> to_rest(const Request& in) {
  if (!in.DeviceToAdd) return refuse_without(kDeviceNotProvided, "DeviceToAdd");
  auto devices = rest_devices(*in.DeviceToAdd);
  if (!devices) return devices.error();
  if (auto fault = check_device_count(devices->size(), kMost, kNumberOfDevices)) return *fault;
  Json body{{"state", "preactive"}};
  put(body, "devicesToAdd", std::move(*devices));
  put(body, "accountName", in.AccountName);
  const auto* fields = in.CustomFields ? &in.CustomFields->CustomFieldObj : nullptr;
  if (auto fault = put_custom_fields(body, fields)) return *fault;
  put(body, "groupName", in.DeviceGroupName);
  put(body, "skuNumber", in.SkuNumber);
  put(body, "smsrOid", in.SmsrOid);
  return RestCall{Method::post, "/m2m/v1/devices/actions/add", dump(body)};
}

Next<Output> to_soap(const CallContext& context, Replies replies) {
  const auto answer = results_per_device(replies.back());
  if (!answer) return answer.error();
  auto output = std::make_unique<Output>();
  output->Devices = std::make_unique<device__ArrayOfAddDevice>();
  collect(JsonArray(&answer->root(), "[]", *context.notes), output->Devices->AddDevice, added);
  return Answer<Output>{std::move(output), {}};
}

}  // namespace

UWS_OPERATION_SEEING_ERRORS(DeviceService, AddDevices, change, to_rest, to_soap);

}  // namespace uws::mapping::add_devices
