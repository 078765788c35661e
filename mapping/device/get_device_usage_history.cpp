// DeviceService.GetDeviceUsageHistory: POST /m2m/v1/devices/usage/actions/list, of a device or a
// label.

#include <limits>

#include "mapping/common/endings.h"
#include "mapping/device/history.h"
#include "mapping/parts/attributes.h"
#include "mapping/parts/labels.h"
#include "mapping/row.h"

namespace uws::mapping::get_device_usage_history {
namespace {

using Request = device__GetDeviceUsageHistoryRequest;
using Output = device__GetDeviceUsageHistoryResponse;

// More messages than an xs:int can say are said as the most it can.
std::optional<int> as_int(std::optional<long long> value) {
  if (!value) return std::nullopt;
  constexpr long long kLeast = std::numeric_limits<int>::min();
  constexpr long long kMost = std::numeric_limits<int>::max();
  return static_cast<int>(std::clamp(*value, kLeast, kMost));
}

std::unique_ptr<device__DeviceUsage> usage_of(JsonObject record) {
  auto usage = std::make_unique<device__DeviceUsage>();
  usage->BytesUsed = record.integer("bytesUsed");
  usage->ExtendedAttributes = soap_extended_attributes(record.array("extendedAttributes"));
  usage->SmsUsed = as_int(record.integer("smsUsed"));
  usage->Source = record.text("source");
  usage->Timestamp = record.date_time("timestamp");
  record.ignore("servicePlan");
  return usage;
}

Next<Output> to_rest(const Request& in) {
  if (!in.TimestampFilter) return refuse_without(kUnexpectedError, "TimestampFilter");
  Json body = Json::object();
  put(body, "label", rest_label(in.Label.get()));
  if (!in.Device && body.empty()) return refuse(kDeviceNotProvided, "Device or Label is required");
  if (in.Device) {
    auto id = rest_device_id(*in.Device);
    if (!id) return id.error();
    put(body, "deviceId", std::move(*id));
  }
  put_range(body, in.TimestampFilter.get());
  return RestCall{Method::post, "/m2m/v1/devices/usage/actions/list", dump(body)};
}

Next<Output> to_soap(const CallContext& context, Replies replies) {
  return answer_from_list<Output>(
      context, replies,
      [&](const JsonArray& parts, Output& output) {
        output.UsageHistory = std::make_unique<device__ArrayOfDeviceUsage>();
        output.IsComplete =
            read_history(parts, newest(replies), "usageHistory", output.UsageHistory->DeviceUsage,
                         &device__DeviceUsage::Timestamp, usage_of);
      },
      "");
}

}  // namespace

UWS_OPERATION(DeviceService, GetDeviceUsageHistory, read, to_rest, to_soap);

}  // namespace uws::mapping::get_device_usage_history
