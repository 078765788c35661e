// CallbackRegistrationService.GetCallbackRegistrations: what the store holds; GET
// /m2m/v1/callbacks/{account} says whether the session may ask, and settles what was left
// unsettled.

#include "mapping/registration/listeners.h"
#include "mapping/row.h"

namespace uws::mapping::get_callback_registrations {
namespace {

using Request = registration__GetCallbackRegistrationsRequest;
using Output = registration__GetCallbackRegistrationsResponse;

Next<Output> to_rest(const Request& in) {
  const std::string account = in.AccountName.value_or("");
  if (account.empty()) return refuse_without(kAccountNotDefined, "AccountName");
  return ask_listeners<Output>(account);
}

Next<Output> to_soap(const Request& in, const CallContext&, Replies replies) {
  if (replies.size() == 1)
    return StoreCall{ListRegistrations{*in.AccountName, shown_urls(replies.front())}};
  auto output = std::make_unique<Output>();
  output->CallbackRegistrations = std::make_unique<registration__ArrayOfCallbackRegistration>();
  for (const auto& known : std::get<StoreReply>(replies.back()).registrations) {
    auto item = std::make_unique<registration__CallbackRegistration>();
    item->AccountName = known.account;
    item->ServiceName = known.service;
    item->Url = known.url;
    item->Username = known.username;
    item->Password = known.password;
    output->CallbackRegistrations->CallbackRegistration.push_back(std::move(item));
  }
  return Answer<Output>{std::move(output), {}};
}

}  // namespace

UWS_OPERATION(CallbackRegistrationService, GetCallbackRegistrations, read, to_rest, to_soap);

}  // namespace uws::mapping::get_callback_registrations
