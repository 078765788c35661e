#include "bench/translation.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "bridge/soap/envelope_in.h"
#include "bridge/soap/envelope_out.h"
#include "contract/documents.h"
#include "contract/match.h"
#include "contract/reader.h"
#include "contract/shape.h"
#include "mapping/callback/callback.h"
#include "mapping/common/leniency.h"
#include "mapping/operations.h"

namespace uws::bench {
namespace {

// 2026-01-31, as good a day as any.
constexpr std::chrono::sys_seconds kNow{std::chrono::seconds(1'769'817'600)};

void require(bool holds, const char* what) {
  if (!holds) throw std::logic_error(what);
}

const mapping::Operation& row(Operation operation) {
  const auto* found = mapping::find_operation(soap_action(operation));
  require(found != nullptr, "no such operation");
  return *found;
}

}  // namespace

Translation::Translation(const Call& call, std::shared_ptr<const contract::Plan> plan)
    : operation_(row(call.operation)),
      plan_(std::move(plan)),
      request_(soap_request(call)),
      reply_(rest_answer(call)) {
  const auto talk = to_rest(open());
  const auto* asked = std::get_if<mapping::RestCall>(&talk->step());
  require(asked != nullptr &&
              nlohmann::json::parse(asked->body) == nlohmann::json::parse(rest_request(call)),
          "another REST call");
  to_soap(*talk);
  const auto answer = write(*talk);
  require(plan_ ? answer.size() == soap_answer(call).size() : answer == soap_answer(call),
          "another answer");
}

mapping::Decoded Translation::open() const {
  static const auto leniency = mapping::leniency(false);
  auto opened = soap::open_envelope(request_, "utf-8", &operation_, operation_.soap_action,
                                    leniency, plan_.get());
  auto* decoded = std::get_if<mapping::Decoded>(&opened);
  require(decoded != nullptr, "the request is refused");
  return std::move(*decoded);
}

std::unique_ptr<mapping::Conversation> Translation::to_rest(mapping::Decoded request) const {
  mapping::CallContext context;
  context.now = kNow;
  return std::make_unique<mapping::Conversation>(operation_, std::move(request), context);
}

void Translation::to_soap(mapping::Conversation& talk) const {
  talk.answer(mapping::RestReply{200, "application/json", reply_});
}

std::string Translation::write(const mapping::Conversation& talk) const {
  const auto* response = std::get_if<mapping::Response>(&talk.step());
  require(response != nullptr, "the call ends in a fault");
  if (plan_) {
    auto answer = soap::answer_envelope(operation_, *response, *plan_);
    require(answer.has_value(), "the answer cannot be written");
    return std::move(answer->envelope);
  }
  auto envelope = soap::answer_envelope(operation_, *response);
  require(envelope.has_value(), "the answer cannot be written");
  return std::move(*envelope);
}

std::string Translation::all() const {
  const auto talk = to_rest(open());
  to_soap(*talk);
  return write(*talk);
}

std::shared_ptr<const contract::Plan> owner_plan(bool moved) {
  std::vector<std::string> paths;
  for (const auto& document : contract::contract_documents()) {
    if (document.path.ends_with(".wsdl")) paths.emplace_back(document.path);
  }
  auto contract = contract::read_contract(paths, {contract::contract_document});
  require(contract.has_value(), "the contract cannot be read");
  for (auto& [name, type] : contract->types) {
    auto& members = type.members;
    if (moved && members.size() > 2) std::rotate(members.begin(), members.end() - 1, members.end());
  }
  return contract::match(contract::services(), *contract, {}).plan;
}

std::string write_fault() {
  return soap::fault_envelope(
      Fault{std::string(contract::kMessageNamespace),
            "UnifiedWebService.REQUEST_FAILED.SessionToken.Expired",
            "REQUEST_FAILED.SessionToken.Expired: The session has timed out & cannot be used."});
}

std::string write_callback() {
  auto built = mapping::callback::build_callback(
      {"CarrierService", "receiver", "receiver-password", 1, 4, webhook(1, "user", "word"), true});
  require(built.has_value(), "the callback cannot be written");
  return std::move(built->envelope);
}

}  // namespace uws::bench
