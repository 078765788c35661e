#include "simulator/router.h"

#include "simulator/async_request.h"
#include "simulator/changes.h"
#include "simulator/listeners.h"
#include "simulator/rest_contract.h"
#include "simulator/validate.h"
#include "simulator/world.h"

namespace uws::simulator {
namespace {

const std::map<std::string_view, Handler>& routes() {
  static const std::map<std::string_view, Handler> table = {
      {"POST /m2m/v1/session/login", log_in},
      {"POST /m2m/v1/session/logout", log_out},
      {"PUT /m2m/v1/session/password/actions/reset", reset_password},
      {"GET /m2m/v1/callbacks/{accountName}", list_listeners},
      {"POST /m2m/v1/callbacks/{accountName}", register_listener},
      {"DELETE /m2m/v1/callbacks/{accountName}/name/{serviceName}", deregister_listener},
      {"GET /m2m/v1/accounts/{accountName}/requests/{requestId}/status", request_status},
      {"PUT /m2m/v1/devices/actions/move", move_devices},
      {"PUT /m2m/v1/devices/actions/plan", change_plan},
  };
  return table;
}

constexpr std::string_view kLogIn = "POST /m2m/v1/session/login";
constexpr std::string_view kToken = "POST /ts/v1/oauth2/token";

// The refusal of a body the contract does not allow, or nothing.
std::optional<Reply> refuse_body(const RestRequest& request, bool wants_json) {
  if (wants_json && request.body.empty()) return failure("INPUT_INVALID.RequestUndefined");
  const auto findings = rest_contract::check_request(request.method, request.target, request.body);
  if (findings.empty()) return std::nullopt;
  return failure("REQUEST_FAILED.UnexpectedError", findings.front());
}

}  // namespace

Handler find_handler(const std::string& operation) {
  const auto found = routes().find(operation);
  return found == routes().end() ? nullptr : found->second;
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
  const auto handler = find_handler(match.operation);
  if (!handler) return gateway_fault(400, "900906");

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
  return handler(world, call);
}

}  // namespace uws::simulator
