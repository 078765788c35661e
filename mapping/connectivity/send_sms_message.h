#pragma once
// EnhancedConnectivityService.SendSmsMessage: POST /m2m/v1/sms. A text has at most 160
// seven-bit characters, or 140 octets of UTF-8 with one of the 8-bit encodings.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::send_sms_message {

Next<connectivity__SendSmsMessageResponse> start(const connectivity__SendSmsMessageRequest& in,
                                                 const CallContext& context);
Next<connectivity__SendSmsMessageResponse> resume(const connectivity__SendSmsMessageRequest& in,
                                                  const CallContext& context,
                                                  std::span<const Reply> replies);

}  // namespace uws::mapping::send_sms_message
