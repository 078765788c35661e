#include "mapping/registration/unregister_callback.h"

#include "mapping/callback/service_names.h"
#include "mapping/common/faults.h"
#include "mapping/common/rest_fault.h"
#include "mapping/common/url.h"

namespace uws::mapping::unregister_callback {
namespace {

using Request = registration__UnregisterCallbackRequest;
using Output = registration__UnregisterCallbackResponse;

Next<Output> unregister_upstream(const Request& in) {
  const auto name = callback::rest_service_name(*in.ServiceName).value_or("");
  const auto path = rest_path("/m2m/v1/callbacks/{}/name/{}",
                              {{"AccountName", *in.AccountName}, {"ServiceName", name}});
  if (!path) return path.error();
  return RestCall{Method::del, *path, {}};
}

Next<Output> confirm(const Request& in) {
  auto output = std::make_unique<Output>();
  output->AccountName = in.AccountName;
  output->ServiceName = in.ServiceName;
  return Answer<Output>{std::move(output), {}};
}

}  // namespace

Next<Output> start(const Request& in, const CallContext&) {
  const std::string account = in.AccountName.value_or(""), service = in.ServiceName.value_or("");
  if (account.empty()) return refuse_without(kAccountNotDefined, "AccountName");
  if (!callback::rest_service_name(service)) {
    return refuse(kUnexpectedError, "ServiceName is no callback service");
  }
  if (const auto path = rest_path("{}", {{"AccountName", account}}); !path) return path.error();
  return StoreCall{RemoveRegistration{account, service}};
}

// The store's half first; it is put back when REST refuses or does not answer.
Next<Output> resume(const Request& in, const CallContext&, std::span<const Reply> replies) {
  if (replies.size() == 1) {
    if (const auto* none = std::get_if<NoReply>(&replies[0])) return none->fault;
    const bool was_registered = !std::get<StoreReply>(replies[0]).registrations.empty();
    if (!was_registered) {
      return refuse(kUnexpectedError, "ServiceName is not registered for the account");
    }
    return unregister_upstream(in);
  }
  const auto* upstream = std::get_if<RestReply>(&replies[1]);
  if (upstream && upstream->ok()) return confirm(in);
  if (replies.size() == 2) return StoreCall{RestoreRegistration{*in.AccountName, *in.ServiceName}};
  return upstream ? rest_fault(*upstream) : std::get<NoReply>(replies[1]).fault;
}

}  // namespace uws::mapping::unregister_callback
