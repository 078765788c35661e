// EnhancedConnectivityService.GetSmsMessages: GET /m2m/v1/sms/{account}/history. REST names no
// token, it only takes one: Token is PreviousToken plus the number of messages in the answer, so it
// never acknowledges more than was handed out. A PreviousToken that is no number (the former
// service's) acknowledges nothing.

#include <charconv>

#include "mapping/common/endings.h"
#include "mapping/common/url.h"
#include "mapping/parts/devices.h"
#include "mapping/row.h"

namespace uws::mapping::get_sms_messages {
namespace {

using Request = connectivity__GetSmsMessagesRequest;
using Output = connectivity__GetSmsMessagesResponse;

// 0 = nothing to acknowledge.
long long acknowledged(const Request& in) {
  const std::string token = in.PreviousToken.value_or("");
  long long number = 0;
  const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), number);
  const bool usable = error == std::errc{} && end == token.data() + token.size() && number > 0;
  return usable ? number : 0;
}

Next<Output> to_rest(const Request& in) {
  const std::string account = in.AccountName.value_or("");
  if (account.empty()) return refuse_without(kAccountNotDefined, "AccountName");
  const auto path = rest_path("/m2m/v1/sms/{}/history", {{"AccountName", account}});
  if (!path) return path.error();
  RestCall call{Method::get, *path};
  const long long previous = acknowledged(in);
  if (previous > 0) add_query(call.path, "next", std::to_string(previous));
  return call;
}

// The contract has no place for hasMoreData: clients ask until an answer has no message.
Next<Output> to_soap(const Request& in, const CallContext& context, Replies replies) {
  return answer<Output>(context, replies, [&](JsonObject& fields, Output& output) {
    fields.ignore("hasMoreData");
    const JsonArray messages = fields.array("messages");
    output.RetrievedSmsMessages = std::make_unique<connectivity__ArrayOfRetrievedSmsMessage>();
    for (JsonObject message : messages) {
      auto item = std::make_unique<connectivity__RetrievedSmsMessage>();
      item->DeviceIdentifiers = soap_device_ids(message.array("deviceIds"));
      item->Message = message.text("message");
      item->Timestamp = message.date_time("timestamp");
      output.RetrievedSmsMessages->RetrievedSmsMessage.push_back(std::move(item));
    }
    output.Token = std::to_string(acknowledged(in) + static_cast<long long>(messages.size()));
  });
}

}  // namespace

UWS_OPERATION(EnhancedConnectivityService, GetSmsMessages, change, to_rest, to_soap);

}  // namespace uws::mapping::get_sms_messages
