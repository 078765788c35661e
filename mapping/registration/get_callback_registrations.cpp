#include "mapping/registration/get_callback_registrations.h"

#include "mapping/common/faults.h"
#include "mapping/registration/listeners.h"

namespace uws::mapping::get_callback_registrations {
namespace {

using Request = registration__GetCallbackRegistrationsRequest;
using Output = registration__GetCallbackRegistrationsResponse;

}  // namespace

Next<Output> start(const Request& in, const CallContext&) {
  const std::string account = in.AccountName.value_or("");
  if (account.empty()) return refuse_without(kAccountNotDefined, "AccountName");
  return ask_listeners<Output>(account);
}

Next<Output> resume(const Request& in, const CallContext&, std::span<const Reply> replies) {
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

}  // namespace uws::mapping::get_callback_registrations
