#include "mapping/connectivity/send_sms_message.h"

#include "base/utf8.h"
#include "mapping/common/faults.h"
#include "mapping/common/request_id.h"
#include "mapping/parts/selectors.h"

namespace uws::mapping::send_sms_message {
namespace {

using Request = connectivity__SendSmsMessageRequest;
using Output = connectivity__SendSmsMessageResponse;

constexpr std::size_t kMostSevenBit = 160, kMostEightBit = 140;

bool too_long(const std::string& text, const std::string& encoding) {
  if (encoding.starts_with("8")) return text.size() > kMostEightBit;
  return base::count_chars(text) > kMostSevenBit;
}

}  // namespace

Next<Output> start(const Request& in, const CallContext&) {
  const std::string text = in.SmsMessage.value_or("");
  if (text.empty()) return refuse_without(kSmsMessageNull, "SmsMessage");
  if (too_long(text, in.DataEncoding.value_or(""))) {
    return refuse(kSmsMessageTooLong, "SmsMessage is too long for its DataEncoding");
  }
  const Selector<common__ArrayOfDeviceIdentifier> selector{
      in.Devices.get(), in.DeviceGroupName, in.AccountName, in.DeviceServicePlanFilter,
      in.DeviceCustomFieldFilter.get()};
  auto selected = select(selector, true, Effect::change);
  if (!selected) return selected.error();
  Json body{{"smsMessage", text}};
  put(body, "deviceIds", std::move(selected->devices));
  put(body, "groupName", in.DeviceGroupName);
  put(body, "accountName", in.AccountName);
  put(body, "servicePlan", in.DeviceServicePlanFilter);
  put(body, "customFields", std::move(selected->custom_fields));
  put(body, "dataEncoding", in.DataEncoding);
  put(body, "timeToLive", in.TimeToLive);
  return RestCall{Method::post, "/m2m/v1/sms", dump(body)};
}

Next<Output> resume(const Request&, const CallContext& context, std::span<const Reply> replies) {
  return answer_with_request_id<Output>(context, replies);
}

}  // namespace uws::mapping::send_sms_message
