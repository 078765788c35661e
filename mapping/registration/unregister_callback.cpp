// CallbackRegistrationService.UnregisterCallback: GET /m2m/v1/callbacks/{account}, which says
// whether the session may ask; DELETE /m2m/v1/callbacks/{account}/name/{service}, then the store's
// half.

#include <algorithm>

#include "base/text.h"
#include "mapping/callback/service_names.h"
#include "mapping/common/url.h"
#include "mapping/registration/listeners.h"
#include "mapping/row.h"

namespace uws::mapping::unregister_callback {
namespace {

using Request = registration__UnregisterCallbackRequest;
using Output = registration__UnregisterCallbackResponse;

Next<Output> unregister_upstream(const Request& in) {
  const auto name = callback::rest_service_name(*in.ServiceName).value_or("");
  return RestCall{
      Method::del, *listeners_path(*in.AccountName) + "/name/" + base::percent_encoded(name), {}};
}

Next<Output> confirm(const Request& in) {
  auto output = std::make_unique<Output>();
  output->AccountName = in.AccountName;
  output->ServiceName = in.ServiceName;
  return Answer<Output>{std::move(output), {}};
}

// How many replies there are after each step.
constexpr std::size_t kListed = 1, kWaited = 2, kSent = 3, kSettled = 4;

Next<Output> remove(const Request& in) {
  return StoreCall{RemoveRegistration{*in.AccountName, *in.ServiceName}};
}

// Whether the platform has just said that it does not hold the registration.
bool gone(const Reply& listed, std::string_view service) {
  const auto held = listeners(listed);
  return held && std::none_of(held->begin(), held->end(), [&](const Listener& listener) {
           return listener.service == callback::rest_service_name(service) ||
                  listener.service == service;
         });
}

Next<Output> to_rest(const Request& in) {
  if (in.AccountName.value_or("").empty()) return refuse_without(kAccountNotDefined, "AccountName");
  if (!callback::rest_service_name(in.ServiceName.value_or(""))) {
    return refuse(kUnexpectedError, "ServiceName must be the name of a callback service");
  }
  return ask_listeners<Output>(*in.AccountName);
}

// The platform first, the store when the registration is gone there. Where the platform refuses or
// does not answer, its list says whether it is: so a call that a crash cut off after the platform's
// half can be repeated, whatever the platform says to the second.
Next<Output> to_soap(const Request& in, const CallContext&, Replies replies) {
  const auto& newest = replies.back();
  if (replies.size() == kListed) {
    if (auto refusal = refused_session(newest)) return *refusal;
    return StoreCall{TakeTurn{*in.AccountName, *in.ServiceName}};
  }
  if (replies.size() == kWaited) {
    if (const auto* none = std::get_if<NoReply>(&newest)) return none->fault;
    return unregister_upstream(in);
  }
  const auto& upstream = replies[kSent - 1];
  const auto outcome = outcome_of(upstream);
  if (replies.size() == kSent) {
    if (outcome == Outcome::done) return remove(in);
    return ask_listeners<Output>(*in.AccountName);
  }
  if (outcome != Outcome::done && replies.size() == kSettled) {
    if (gone(newest, *in.ServiceName)) return remove(in);
    return fault_of(upstream);
  }
  if (const auto* none = std::get_if<NoReply>(&newest)) return none->fault;
  const bool was_ours = !std::get<StoreReply>(newest).registrations.empty();
  if (outcome == Outcome::refused && !was_ours) return fault_of(upstream);
  return confirm(in);
}

}  // namespace

UWS_OPERATION_SEEING_ERRORS(CallbackRegistrationService, UnregisterCallback, change, to_rest,
                            to_soap);

}  // namespace uws::mapping::unregister_callback
