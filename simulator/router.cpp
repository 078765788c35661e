#include "simulator/router.h"

#include "simulator/rest_contract.h"
#include "simulator/validate.h"
#include "simulator/world.h"

namespace uws::simulator {
namespace {

constexpr Routes (*kGroups[])() = {
    account_routes,  change_routes,  device_list_routes, group_routes,        history_routes,
    listener_routes, profile_routes, request_routes,     provisioning_routes, session_routes,
    sms_routes,      stock_routes,   trigger_routes,     usage_routes};

constexpr std::string_view kLogIn = "POST /m2m/v1/session/login";
constexpr std::string_view kToken = "POST /ts/v1/oauth2/token";

// The refusal of a body the contract does not allow, or nothing.
std::optional<Reply> refuse_body(const RestRequest& request, bool wants_json) {
  if (wants_json && request.body.empty()) return failure("INPUT_INVALID.RequestUndefined");
  const auto findings = rest_contract::check_request(request.method, request.target, request.body);
  if (findings.empty()) return std::nullopt;
  return failure("REQUEST_FAILED.UnexpectedError", findings.front());
}

std::string account_named(const Call& call) {
  for (const auto* texts : {&call.parameters, &call.query}) {
    if (const auto found = texts->find("accountName"); found != texts->end()) return found->second;
  }
  return text_of(call.body, "accountName");
}

// The refusal of what Route::needs asks for and the call does not have, or nothing.
std::optional<Reply> refuse_needs(World& world, const Call& call, unsigned needs) {
  const auto* account = world.inventory.account(call.account_or_default());
  if (!account) return failure("REQUEST_FAILED.AccountNotFound");
  if ((needs & kAccount) && call.account.empty()) {
    return failure("INPUT_INVALID.Account.NotDefined");
  }
  const auto plan = text_of(call.body, "servicePlan");
  if ((needs & kPlan) && !plan.empty() && !world.inventory.plan(plan)) {
    return failure("REQUEST_FAILED." + plan + ".NotFound");
  }
  const auto group = text_of(call.body, "groupName");
  if ((needs & kGroup) && !group.empty() && !account->groups.contains(group)) {
    return failure("REQUEST_FAILED.DeviceGroupNotFound");
  }
  return std::nullopt;
}

}  // namespace

const Route* find_route(std::string_view operation) {
  for (const auto group : kGroups) {
    for (const Route& route : group()) {
      const auto star = route.operation.find('*');
      if (operation.substr(0, star) == route.operation.substr(0, star)) return &route;
    }
  }
  return nullptr;
}

Reply answer(World& world, const RestRequest& request) {
  const auto question = request.target.find('?');
  const auto path = request.target.substr(0, question);
  if (!path.starts_with("/m2m/") && !path.starts_with("/ts/")) return {404, Json()};
  const auto match = rest_contract::match(request.method, path);
  if (match.operation == kToken) {
    return world.oauth.issue(request.authorization, request.body, world.clock.now());
  }
  if (auto refusal = world.oauth.refuse(request.authorization, world.clock.now())) return *refusal;
  const auto* route = find_route(match.operation);
  if (!route) return gateway_fault(400, "900906");

  Call call;
  call.operation = match.operation;
  call.parameters = match.parameters;
  if (match.operation != kLogIn) {
    auto refusal = world.sessions.refuse(request.session_token, world.clock.now(), call.user);
    if (refusal) return *refusal;
    call.session_token = *request.session_token;
  }
  if (auto refusal = refuse_body(request, match.wants_json)) return *refusal;
  if (match.wants_json) call.body = Json::parse(request.body, nullptr, false);
  if (match.operation != kLogIn) {
    if (auto refusal = refuse_values(call.body)) return *refusal;
  }
  if (question != std::string::npos) {
    for (auto& [name, value] : rest_contract::parse_query(request.target.substr(question + 1))) {
      call.query[name] = value;
    }
  }
  call.account = account_named(call);
  if (auto refusal = refuse_needs(world, call, route->needs)) return *refusal;
  return route->handler(world, call);
}

}  // namespace uws::simulator
