// EnhancedConnectivityService.StartSmsCallback: PUT /m2m/v1/sms/{account}/startCallbacks.

#include "mapping/common/endings.h"
#include "mapping/row.h"

namespace uws::mapping::start_sms_callback {
namespace {

using Request = connectivity__StartSmsCallbackRequest;
using Output = connectivity__StartSmsCallbackResponse;

Next<Output> to_rest(const Request& in) {
  const std::string account = in.AccountName.value_or("");
  if (account.empty()) return refuse_without(kAccountNotDefined, "AccountName");
  return ask<Output>(Method::put, "/m2m/v1/sms/{}/startCallbacks", {{"AccountName", account}});
}

}  // namespace

UWS_OPERATION(EnhancedConnectivityService, StartSmsCallback, to_rest, answers_success<Output>);

}  // namespace uws::mapping::start_sms_callback
