// DeviceService.GetAggregateDeviceUsage: POST /m2m/v1/devices/usage/actions/list/aggregate.
// The usage comes in callbacks of the service DeviceUsage.

#include "mapping/common/dates.h"
#include "mapping/common/endings.h"
#include "mapping/common/required.h"
#include "mapping/parts/date_range.h"
#include "mapping/parts/labels.h"
#include "mapping/parts/selectors.h"
#include "mapping/row.h"

namespace uws::mapping::get_aggregate_device_usage {
namespace {

using Request = device__GetAggregateDeviceUsageRequest;
using Output = device__GetAggregateDeviceUsageResponse;

constexpr int kMonthsBack = 6;

std::optional<Fault> check_range(const common__TimeRange* range, std::chrono::sys_seconds now) {
  if (!range) return refuse_without(kUnexpectedError, "TimestampFilter");
  if (!within_last_months(range->Start, now, kMonthsBack)) {
    return refuse_saying(kUnexpectedError, "Start must not be more than six months ago.");
  }
  if (!within_months(range->Start, range->End, 1)) {
    return refuse_saying(kUnexpectedError, "Start and End must be within one month.");
  }
  return std::nullopt;
}

// DeviceList, DeviceGroupName and Label exclude each other; AccountName alone is the whole account.
Next<Output> to_rest(const Request& in, const CallContext& context) {
  Json body = Json::object(), devices;
  if (in.DeviceList) {
    auto ids = rest_device_ids(*in.DeviceList);
    if (!ids) return ids.error();
    devices = std::move(*ids);
  }
  Json label = rest_label(in.Label.get());
  const bool grouped = is_given(in.DeviceGroupName) || !label.is_null();
  if (auto fault = check_selection(!devices.empty(), grouped, is_given(in.AccountName), false,
                                   false, true)) {
    return *fault;
  }
  if (devices.size() > kMaxDevices) {
    return refuse(kMaxRequestsExceeded, "more than 10000 devices");
  }
  if (auto fault = check_range(in.TimestampFilter.get(), context.now)) return *fault;
  put(body, "startTime", to_rest_date_time(in.TimestampFilter->Start));
  put(body, "endTime", to_rest_date_time(in.TimestampFilter->End));
  put(body, "deviceIds", std::move(devices));
  put(body, "accountName", in.AccountName);
  put(body, "groupName", in.DeviceGroupName);
  if (!label.is_null()) body["label"] = Json::array({std::move(label)});
  return RestCall{Method::post, "/m2m/v1/devices/usage/actions/list/aggregate", dump(body)};
}

}  // namespace

UWS_OPERATION(DeviceService, GetAggregateDeviceUsage, change, to_rest, answers_request_id<Output>);

}  // namespace uws::mapping::get_aggregate_device_usage
