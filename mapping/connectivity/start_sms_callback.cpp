// EnhancedConnectivityService.StartSmsCallback: PUT /m2m/v1/sms/{account}/startCallbacks.

#include "mapping/common/endings.h"
#include "mapping/common/url.h"
#include "mapping/row.h"

namespace uws::mapping::start_sms_callback {
namespace {

using Request = connectivity__StartSmsCallbackRequest;
using Output = connectivity__StartSmsCallbackResponse;

Next<Output> to_rest(const Request& in) {
  const std::string account = in.AccountName.value_or("");
  if (account.empty()) return refuse_without(kAccountNotDefined, "AccountName");
  const auto path = rest_path("/m2m/v1/sms/{}/startCallbacks", {{"AccountName", account}});
  if (!path) return path.error();
  return RestCall{Method::put, *path};
}

}  // namespace

UWS_OPERATION(EnhancedConnectivityService, StartSmsCallback, to_rest, answers_success<Output>);

}  // namespace uws::mapping::start_sms_callback
