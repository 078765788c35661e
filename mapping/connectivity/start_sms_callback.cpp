// EnhancedConnectivityService.StartSmsCallback: PUT /m2m/v1/sms/{account}/startCallbacks.

#include "mapping/common/endings.h"
#include "mapping/row.h"

namespace uws::mapping::start_sms_callback {
namespace {

using Request = connectivity__StartSmsCallbackRequest;
using Output = connectivity__StartSmsCallbackResponse;

Next<Output> to_rest(const Request& in) {
  return ask_about_account<Output>(in.AccountName, Method::put, "/m2m/v1/sms/{}/startCallbacks");
}

}  // namespace

UWS_OPERATION(EnhancedConnectivityService, StartSmsCallback, change, to_rest,
              answers_success<Output>);

}  // namespace uws::mapping::start_sms_callback
