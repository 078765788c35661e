#include "mapping/registration/register_callback.h"

#include "mapping/callback/service_names.h"
#include "mapping/common/faults.h"
#include "mapping/common/json.h"
#include "mapping/common/rest_fault.h"
#include "mapping/common/url.h"

namespace uws::mapping::register_callback {
namespace {

using Request = registration__RegisterCallbackRequest;
using Output = registration__RegisterCallbackResponse;

bool web_url(const std::string& url) {
  const bool http = url.starts_with("http://") && url.size() > 7;
  const bool https = url.starts_with("https://") && url.size() > 8;
  return (http || https) && url.find_first_of(" \t\r\n") == std::string::npos;
}

Next<Output> register_upstream(const Request& in, const StoreReply& prepared) {
  Json body{{"name", callback::rest_service_name(*in.ServiceName).value_or("")},
            {"url", prepared.callback_url}};
  put(body, "username", prepared.callback_username);
  put(body, "password", prepared.callback_password);
  const auto path = rest_path("/m2m/v1/callbacks/{}", {{"AccountName", *in.AccountName}});
  if (!path) return path.error();
  return RestCall{Method::post, *path, dump(body)};
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
  if (!web_url(in.Url.value_or(""))) return refuse(kUnexpectedError, "Url is no HTTP address");
  if (const auto path = rest_path("{}", {{"AccountName", account}}); !path) return path.error();
  return StoreCall{PrepareRegistration{
      {account, service, *in.Url, in.Username.value_or(""), in.Password.value_or("")}}};
}

// Store first (pending), then REST, then the store's commit. A refusal by REST takes the pending
// half back; no answer leaves it, because REST may have registered after all and call.
Next<Output> resume(const Request& in, const CallContext&, std::span<const Reply> replies) {
  if (const auto* none = std::get_if<NoReply>(&replies.back())) return none->fault;
  if (replies.size() == 1) return register_upstream(in, std::get<StoreReply>(replies[0]));
  const auto& upstream = std::get<RestReply>(replies[1]);
  if (replies.size() == 2) {
    if (upstream.ok()) return StoreCall{CommitRegistration{*in.AccountName, *in.ServiceName}};
    return StoreCall{AbandonRegistration{*in.AccountName, *in.ServiceName}};
  }
  if (!upstream.ok()) return rest_fault(upstream);
  return confirm(in);
}

}  // namespace uws::mapping::register_callback
