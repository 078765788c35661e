#include "mapping/connectivity/start_sms_callback.h"

#include "mapping/common/faults.h"
#include "mapping/common/success.h"
#include "mapping/common/url.h"

namespace uws::mapping::start_sms_callback {
namespace {

using Request = connectivity__StartSmsCallbackRequest;
using Output = connectivity__StartSmsCallbackResponse;

}  // namespace

Next<Output> start(const Request& in, const CallContext&) {
  const std::string account = in.AccountName.value_or("");
  if (account.empty()) return refuse_without(kAccountNotDefined, "AccountName");
  const auto path = rest_path("/m2m/v1/sms/{}/startCallbacks", {{"AccountName", account}});
  if (!path) return path.error();
  return RestCall{Method::put, *path};
}

Next<Output> resume(const Request&, const CallContext& context, std::span<const Reply> replies) {
  return answer_when_successful<Output>(context, replies);
}

}  // namespace uws::mapping::start_sms_callback
