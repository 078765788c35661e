#pragma once
// EnhancedConnectivityService.GetSmsMessages: GET /m2m/v1/sms/{account}/history. REST names no
// token, it only takes one: Token is PreviousToken plus the number of messages in the answer, so it
// never acknowledges more than was handed out. A PreviousToken that is no number (the former
// service's) acknowledges nothing.

#include <span>

#include "gwStub.h"
#include "mapping/operation.h"

namespace uws::mapping::get_sms_messages {

Next<connectivity__GetSmsMessagesResponse> start(const connectivity__GetSmsMessagesRequest& in,
                                                 const CallContext& context);
Next<connectivity__GetSmsMessagesResponse> resume(const connectivity__GetSmsMessagesRequest& in,
                                                  const CallContext& context,
                                                  std::span<const Reply> replies);

}  // namespace uws::mapping::get_sms_messages
