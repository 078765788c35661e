// AccountService.GetLeadInformation: GET /m2m/v1/leads/{account}. Pages of leads: StartRowNumber is
// REST's `next` (none for the first row); the last lead of an answer says in its
// ExtendedAttributes whether it IsComplete and which RowNumber it has, counted from 1.

#include <algorithm>
#include <charconv>

#include "mapping/common/endings.h"
#include "mapping/common/url.h"
#include "mapping/parts/attributes.h"
#include "mapping/row.h"

namespace uws::mapping::get_lead_information {
namespace {

using Request = account__GetLeadInformationRequest;
using Output = account__GetLeadInformationResponse;

// The row to start at, at least 1; nullopt when StartRowNumber is no number.
std::optional<long long> start_row(const Request& in) {
  const std::string text = in.StartRowNumber.value_or("");
  if (text.empty()) return 1;
  long long row = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), row);
  if (error != std::errc{} || end != text.data() + text.size() || row < 0) return std::nullopt;
  return std::max(row, 1LL);
}

// Street, city, state, ZIP and country are all the contract has.
std::unique_ptr<account__Lead> soap_lead(JsonObject fields) {
  auto lead = std::make_unique<account__Lead>();
  lead->LeadIdentificationNumber = fields.text("leadId");
  lead->LeadState = fields.text("leadState");
  JsonObject address = fields.object("address");
  lead->AddressLine1 = address.text("addressLine1");
  lead->AddressLine2 = address.text("addressLine2");
  lead->AddressCity = address.text("city");
  lead->AddressState = address.text("state");
  lead->AddressZipCode = address.text("zip");
  lead->AddressCountry = address.text("country");
  for (const char* unused : {"zip4", "phone", "phoneType", "emailAddress"}) address.ignore(unused);
  return lead;
}

Next<Output> to_rest(const Request& in) {
  const std::string account = in.Account.value_or("");
  if (account.empty()) return refuse_without(kAccountNotDefined, "Account");
  const auto row = start_row(in);
  if (!row) return refuse(kUnexpectedError, "StartRowNumber is no number of a row");
  const auto path = rest_path("/m2m/v1/leads/{}", {{"Account", account}});
  if (!path) return path.error();
  RestCall call{Method::get, *path};
  if (*row > 1) add_query(call.path, "next", std::to_string(*row));
  return call;
}

Next<Output> to_soap(const Request& in, const CallContext& context, Replies replies) {
  return answer<Output>(context, replies, [&](JsonObject& fields, Output& output) {
    const bool complete = !fields.boolean("hasMoreData").value_or(false);
    output.Leads = std::make_unique<account__ArrayOfLead>();
    collect(fields.array("leads"), output.Leads->Lead, soap_lead);
    if (const auto& leads = output.Leads->Lead; !leads.empty()) {
      auto& attributes = leads.back()->ExtendedAttributes;
      const long long last = *start_row(in) + static_cast<long long>(leads.size()) - 1;
      add_extended_attribute(attributes, "IsComplete", complete ? "true" : "false");
      add_extended_attribute(attributes, "RowNumber", std::to_string(last));
    }
  });
}

}  // namespace

UWS_OPERATION(AccountService, GetLeadInformation, read, to_rest, to_soap);

}  // namespace uws::mapping::get_lead_information
