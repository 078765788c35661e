#include "mapping/account/get_lead_information.h"

#include <algorithm>
#include <charconv>

#include "mapping/common/faults.h"
#include "mapping/common/url.h"
#include "mapping/parts/attributes.h"

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

}  // namespace

Next<Output> start(const Request& in, const CallContext&) {
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

Next<Output> resume(const Request& in, const CallContext& context, std::span<const Reply> replies) {
  const auto answer = parse(std::get<RestReply>(replies.back()));
  if (!answer) return answer.error();
  JsonObject fields(*answer, "", *context.notes);
  const bool complete = !fields.boolean("hasMoreData").value_or(false);
  auto output = std::make_unique<Output>();
  output->Leads = std::make_unique<account__ArrayOfLead>();
  const JsonArray leads = fields.array("leads");
  for (std::size_t i = 0; i < leads.size(); ++i) {
    output->Leads->Lead.push_back(soap_lead(leads.object(i)));
  }
  if (leads.size() > 0) {
    auto& attributes = output->Leads->Lead.back()->ExtendedAttributes;
    const long long last = *start_row(in) + static_cast<long long>(leads.size()) - 1;
    add_extended_attribute(attributes, "IsComplete", complete ? "true" : "false");
    add_extended_attribute(attributes, "RowNumber", std::to_string(last));
  }
  return Answer<Output>{std::move(output), {}};
}

}  // namespace uws::mapping::get_lead_information
