#include "mapping/device/add_devices.h"

#include <algorithm>
#include <string>
#include <vector>

#include "mapping/common/attributes.h"
#include "mapping/common/devices.h"
#include "mapping/common/faults.h"
#include "mapping/common/required.h"
#include "mapping/device/rest_answer.h"

namespace uws::mapping::add_devices {
namespace {

using Request = device__AddDevicesRequest;
using Output = device__AddDevicesResponse;
using Kinds = std::vector<std::string>;

constexpr std::size_t kMost = 200;

// Which identifiers say a device: with a SKU the ICCID only; 2G and 3G ESN or MEID; 4G IMEI then
// ICCID; eUICC IMEI and EID with an SmsrOid.
bool allowed(const Kinds& kinds, bool sku, bool smsr_oid) {
  if (sku) return kinds == Kinds{"iccid"};
  if (kinds == Kinds{"esn"} || kinds == Kinds{"meid"}) return true;
  if (kinds == Kinds{"imei", "eid"}) return smsr_oid;
  return kinds == Kinds{"imei", "iccid"};
}

std::optional<Fault> check_identifiers(const Json& devices, const Request& in) {
  for (const Json& device : devices) {
    Kinds kinds;
    for (const Json& id : device.at("deviceIds")) kinds.push_back(id.at("kind"));
    if (!allowed(kinds, is_given(in.SkuNumber), is_given(in.SmsrOid)))
      return uws_fault(kUnexpectedError);
  }
  return std::nullopt;
}

std::unique_ptr<device__AddDevice> added(JsonObject item) {
  auto device = std::make_unique<device__AddDevice>();
  device->DeviceIdentifiers = soap_device_ids(item.array("deviceIds"));
  device->Response = item.text("response");
  return device;
}

}  // namespace

Next<Output> start(const Request& in, const CallContext&) {
  if (!in.DeviceToAdd) return uws_fault(kDeviceNotProvided);
  auto devices = rest_devices(*in.DeviceToAdd);
  if (!devices) return devices.error();
  if (auto fault = check_device_count(devices->size(), kMost, kNumberOfDevices)) return *fault;
  if (auto fault = check_identifiers(*devices, in)) return *fault;
  Json body{{"state", "preactive"}};
  put(body, "devicesToAdd", std::move(*devices));
  put(body, "accountName", in.AccountName);
  if (in.CustomFields) {
    auto fields = rest_custom_fields(in.CustomFields->CustomField);
    if (!fields) return fields.error();
    put(body, "customFields", std::move(*fields));
  }
  put(body, "groupName", in.DeviceGroupName);
  put(body, "skuNumber", in.SkuNumber);
  put(body, "smsrOid", in.SmsrOid);
  return RestCall{Method::post, "/m2m/v1/devices/actions/add", dump(body)};
}

Next<Output> resume(const Request&, const CallContext& context, std::span<const Reply> replies) {
  const auto answer = results_per_device(replies.back());
  if (!answer) return answer.error();
  auto output = std::make_unique<Output>();
  output->Devices = std::make_unique<device__ArrayOfAddDevice>();
  const JsonArray list(&*answer, "[]", *context.notes);
  for (std::size_t i = 0; i < list.size(); ++i) {
    output->Devices->AddDevice.push_back(added(list.object(i)));
  }
  return Answer<Output>{std::move(output), {}};
}

}  // namespace uws::mapping::add_devices
