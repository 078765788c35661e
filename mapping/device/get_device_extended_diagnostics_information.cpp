#include "mapping/device/get_device_extended_diagnostics_information.h"

#include "mapping/common/faults.h"
#include "mapping/parts/attributes.h"
#include "mapping/parts/devices.h"

namespace uws::mapping::get_device_extended_diagnostics_information {
namespace {

using Request = device__GetDeviceExtendedDiagnosticsInformationRequest;
using Output = device__GetDeviceExtendedDiagnosticsInformationResponse;

}  // namespace

Next<Output> start(const Request& in, const CallContext&) {
  if (in.AccountName.value_or("").empty()) return refuse_without(kAccountNotDefined, "AccountName");
  if (!in.Device) return refuse_without(kDeviceNotProvided, "Device");
  auto id = rest_device_id(*in.Device);
  if (!id) return id.error();
  Json body = Json::object();
  put(body, "accountName", in.AccountName);
  body["deviceList"] = Json::array({std::move(*id)});
  return RestCall{Method::post, "/m2m/v1/devices/extendeddiagnostics/actions/list", dump(body)};
}

Next<Output> resume(const Request&, const CallContext& context, std::span<const Reply> replies) {
  const auto answer = parse(std::get<RestReply>(replies.back()));
  if (!answer) return answer.error();
  JsonObject fields(*answer, "", *context.notes);
  fields.ignore("accountName");
  fields.ignore("deviceList");
  auto output = std::make_unique<Output>();
  output->Categories = std::make_unique<device__ArrayOfCategory>();
  const JsonArray list = fields.array("categories");
  for (std::size_t i = 0; i < list.size(); ++i) {
    JsonObject item = list.object(i);
    auto category = std::make_unique<device__Category>();
    category->CategoryName = item.text("categoryName");
    category->ExtendedAttributes = soap_extended_attributes(item.array("extendedAttributes"));
    output->Categories->Category.push_back(std::move(category));
  }
  return Answer<Output>{std::move(output), {}};
}

}  // namespace uws::mapping::get_device_extended_diagnostics_information
