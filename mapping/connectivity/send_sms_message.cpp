// EnhancedConnectivityService.SendSmsMessage: POST /m2m/v1/sms. A text has at most 160
// seven-bit characters, or 140 octets of UTF-8 with one of the 8-bit encodings.

#include "base/utf8.h"
#include "mapping/common/endings.h"
#include "mapping/parts/selectors.h"
#include "mapping/row.h"

namespace uws::mapping::send_sms_message {
namespace {

using Request = connectivity__SendSmsMessageRequest;
using Output = connectivity__SendSmsMessageResponse;

constexpr std::size_t kMostSevenBit = 160, kMostEightBit = 140;

bool too_long(const std::string& text, const std::string& encoding) {
  if (encoding.starts_with("8")) return text.size() > kMostEightBit;
  return base::count_chars(text) > kMostSevenBit;
}

Next<Output> to_rest(const Request& in) {
  const std::string text = in.SmsMessage.value_or("");
  if (text.empty()) return refuse_without(kSmsMessageNull, "SmsMessage");
  if (too_long(text, in.DataEncoding.value_or(""))) {
    return refuse(kSmsMessageTooLong, "SmsMessage is too long for its DataEncoding");
  }
  auto selected = select_of(in, in.Devices.get(), OnDevices::change);
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

}  // namespace

UWS_OPERATION(EnhancedConnectivityService, SendSmsMessage, change, to_rest,
              answers_request_id<Output>);

}  // namespace uws::mapping::send_sms_message
