// DeviceService.GetBilledUsage: POST /m2m/v1/devices/usage/actions/billedusage/list.
// REST answers later, in a callback: of the old answer only RequestId can be given.

#include "mapping/common/endings.h"
#include "mapping/parts/devices.h"
#include "mapping/parts/labels.h"
#include "mapping/row.h"

namespace uws::mapping::get_billed_usage {
namespace {

using Request = device__GetBilledUsageRequest;
using Output = device__GetBilledUsageResponse;

constexpr int kMonths = 12;

std::optional<std::string> as_text(std::optional<int> number) {
  if (!number) return std::nullopt;
  return std::to_string(*number);
}

// No billingCycle means the latest, no DeviceList the whole account. REST has its labels in a
// member called deviceIds, both parts required.
Next<Output> to_rest(const Request& in) {
  if (in.AccountName.value_or("").empty()) return refuse_without(kAccountNotDefined, "AccountName");
  Json body = Json::object();
  put(body, "accountName", in.AccountName);
  if (in.DeviceList) {
    auto devices = rest_devices(*in.DeviceList);
    if (!devices) return devices.error();
    if (auto fault = check_device_count(devices->size(), kMaxDevices, kMaxRequestsExceeded)) {
      return *fault;
    }
    put(body, "devices", std::move(*devices));
  }
  Json label = rest_label(in.Label.get());
  if (!label.is_null()) {
    if (label.size() != 2) return refuse(kUnexpectedError, "Label needs Name and Value");
    body["labels"] = Json{{"deviceIds", Json::array({std::move(label)})}};
  }
  if (in.billingCycle) {
    const auto month = in.billingCycle->month;
    if (month && (*month < 1 || *month > kMonths)) {
      return refuse(kUnexpectedError, "month is not 1 to 12");
    }
    Json cycle = Json::object();
    put(cycle, "year", as_text(in.billingCycle->year));
    put(cycle, "month", as_text(month));
    put(body, "billingCycle", std::move(cycle));
  }
  return RestCall{Method::post, "/m2m/v1/devices/usage/actions/billedusage/list", dump(body)};
}

}  // namespace

UWS_OPERATION(DeviceService, GetBilledUsage, read, to_rest, answers_request_id<Output>);

}  // namespace uws::mapping::get_billed_usage
