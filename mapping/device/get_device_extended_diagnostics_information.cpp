// DeviceService.GetDeviceExtendedDiagnosticsInformation:
// POST /m2m/v1/devices/extendeddiagnostics/actions/list, one device.

#include "mapping/common/endings.h"
#include "mapping/parts/attributes.h"
#include "mapping/parts/devices.h"
#include "mapping/row.h"

namespace uws::mapping::get_device_extended_diagnostics_information {
namespace {

using Request = device__GetDeviceExtendedDiagnosticsInformationRequest;
using Output = device__GetDeviceExtendedDiagnosticsInformationResponse;

Next<Output> to_rest(const Request& in) {
  if (in.AccountName.value_or("").empty()) return refuse_without(kAccountNotDefined, "AccountName");
  if (!in.Device) return refuse_without(kDeviceNotProvided, "Device");
  auto id = rest_device_id(*in.Device);
  if (!id) return id.error();
  Json body = Json::object();
  put(body, "accountName", in.AccountName);
  body["deviceList"] = Json::array({std::move(*id)});
  return RestCall{Method::post, "/m2m/v1/devices/extendeddiagnostics/actions/list", dump(body)};
}

Next<Output> to_soap(const CallContext& context, Replies replies) {
  return answer<Output>(context, replies, [&](JsonObject& fields, Output& output) {
    fields.ignore("accountName");
    fields.ignore("deviceList");
    output.Categories = std::make_unique<device__ArrayOfCategory>();
    for (JsonObject item : fields.array("categories")) {
      auto category = std::make_unique<device__Category>();
      category->CategoryName = item.text("categoryName");
      category->ExtendedAttributes = soap_extended_attributes(item.array("extendedAttributes"));
      output.Categories->Category.push_back(std::move(category));
    }
  });
}

}  // namespace

UWS_OPERATION(DeviceService, GetDeviceExtendedDiagnosticsInformation, read, to_rest, to_soap);

}  // namespace uws::mapping::get_device_extended_diagnostics_information
