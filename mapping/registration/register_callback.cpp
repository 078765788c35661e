// CallbackRegistrationService.RegisterCallback: GET /m2m/v1/callbacks/{account}, which says whether
// the session may ask; then POST there with the gateway's own URL, and the client's in the store.

#include <algorithm>

#include "base/url.h"
#include "mapping/callback/service_names.h"
#include "mapping/common/json.h"
#include "mapping/common/url.h"
#include "mapping/registration/listeners.h"
#include "mapping/row.h"

namespace uws::mapping::register_callback {
namespace {

using Request = registration__RegisterCallbackRequest;
using Output = registration__RegisterCallbackResponse;

Next<Output> register_upstream(const Request& in, const StoreReply& prepared) {
  Json body{{"name", callback::rest_service_name(*in.ServiceName).value_or("")},
            {"url", prepared.callback_url}};
  put(body, "username", prepared.callback_username);
  put(body, "password", prepared.callback_password);
  return RestCall{Method::post, *listeners_path(*in.AccountName), dump(body)};
}

Next<Output> confirm(const Request& in) {
  auto output = std::make_unique<Output>();
  output->AccountName = in.AccountName;
  output->ServiceName = in.ServiceName;
  return Answer<Output>{std::move(output), {}};
}

// How many replies there are after each step.
constexpr std::size_t kListed = 1, kPrepared = 2, kSent = 3, kAsked = 4;

bool shows(const Reply& listed, const std::string& url) {
  const auto urls = shown_urls(listed);
  return urls && std::find(urls->begin(), urls->end(), url) != urls->end();
}

Next<Output> to_rest(const Request& in) {
  const std::string service = in.ServiceName.value_or("");
  if (in.AccountName.value_or("").empty()) return refuse_without(kAccountNotDefined, "AccountName");
  if (!callback::rest_service_name(service)) {
    return refuse(kUnexpectedError, "ServiceName must be the name of a callback service");
  }
  const std::string url = in.Url.value_or("");
  if (!base::is_web_url(url) || url.find_first_of(" \t\r\n") != std::string::npos) {
    return refuse(kUnexpectedError, "Url must be an http:// or https:// URL without blanks");
  }
  return ask_listeners<Output>(*in.AccountName);
}

// The platform is asked for its listeners first: who has no session ends there, before anything is
// written or anybody waits. Then an intent in the store, the platform, and what its answer makes of
// the intent. Without an answer the list is asked for again; if it does not show the intent either,
// the intent stays unsettled, without effect (bridge/store/registrar.h).
Next<Output> to_soap(const Request& in, const CallContext&, Replies replies) {
  const auto& newest = replies.back();
  if (replies.size() == kListed) {
    if (auto refusal = refused_session(newest)) return *refusal;
    return StoreCall{PrepareRegistration{{*in.AccountName, *in.ServiceName, *in.Url,
                                          in.Username.value_or(""), in.Password.value_or("")},
                                         shown_urls(newest)}};
  }
  if (replies.size() == kPrepared) {
    if (const auto* none = std::get_if<NoReply>(&newest)) return none->fault;
    return register_upstream(in, std::get<StoreReply>(newest));
  }
  const auto& prepared = std::get<StoreReply>(replies[kPrepared - 1]);
  const auto& upstream = replies[kSent - 1];
  const auto outcome = outcome_of(upstream);
  if (replies.size() == kSent) {
    if (outcome == Outcome::done) return StoreCall{CommitRegistration{prepared.intent}};
    if (outcome == Outcome::refused) return StoreCall{AbandonRegistration{prepared.intent}};
    return ask_listeners<Output>(*in.AccountName);
  }
  if (outcome == Outcome::refused) return fault_of(upstream);
  if (outcome == Outcome::lost && replies.size() == kAsked) {
    if (!shows(newest, prepared.callback_url)) return fault_of(upstream);
    return StoreCall{CommitRegistration{prepared.intent}};
  }
  if (const auto* none = std::get_if<NoReply>(&newest)) return none->fault;
  return confirm(in);
}

}  // namespace

UWS_OPERATION_SEEING_ERRORS(CallbackRegistrationService, RegisterCallback, change, to_rest,
                            to_soap);

}  // namespace uws::mapping::register_callback
