#include "simulator/router.h"

#include "simulator/accounts.h"
#include "simulator/async_request.h"
#include "simulator/changes.h"
#include "simulator/device_list.h"
#include "simulator/groups.h"
#include "simulator/histories.h"
#include "simulator/listeners.h"
#include "simulator/profiles.h"
#include "simulator/provisioning.h"
#include "simulator/rest_contract.h"
#include "simulator/sms.h"
#include "simulator/stock.h"
#include "simulator/triggers.h"
#include "simulator/usage.h"
#include "simulator/validate.h"
#include "simulator/world.h"

namespace uws::simulator {
namespace {

const std::map<std::string_view, Handler>& routes() {
  static const std::map<std::string_view, Handler> table = {
      {"GET /m2m/v1/accounts/{accountName}", account_information},
      {"GET /m2m/v1/accounts/{accountName}/requests/{requestId}/status", request_status},
      {"GET /m2m/v1/accounts/{accountName}/statesandservices", states_and_services},
      {"GET /m2m/v1/callbacks/{accountName}", list_listeners},
      {"POST /m2m/v1/callbacks/{accountName}", register_listener},
      {"DELETE /m2m/v1/callbacks/{accountName}/name/{serviceName}", deregister_listener},
      {"POST /m2m/v1/devices/actions/activate", activate_devices},
      {"POST /m2m/v1/devices/actions/add", add_devices},
      {"PUT /m2m/v1/devices/actions/contactInfo", change_contact_info},
      {"PUT /m2m/v1/devices/actions/customFields", change_custom_fields},
      {"POST /m2m/v1/devices/actions/deactivate", deactivate_devices},
      {"POST /m2m/v1/devices/actions/delete", delete_devices},
      {"PUT /m2m/v1/devices/actions/goToState", go_to_state},
      {"POST /m2m/v1/devices/actions/list", list_devices},
      {"POST /m2m/v1/devices/actions/list/imeiiccidmismatch", list_mismatches},
      {"PUT /m2m/v1/devices/actions/move", move_devices},
      {"PUT /m2m/v1/devices/actions/plan", change_plan},
      {"POST /m2m/v1/devices/actions/restore", restore_devices},
      {"POST /m2m/v1/devices/actions/suspend", suspend_devices},
      {"POST /m2m/v1/devices/actions/upload", upload_devices},
      {"POST /m2m/v1/devices/actions/uploadactivate", upload_and_activate},
      {"POST /m2m/v1/devices/actions/usagesegmentationlabels", set_labels},
      {"DELETE /m2m/v1/devices/actions/usagesegmentationlabels", delete_labels},
      {"POST /m2m/v1/devices/availability/actions/list", check_availability},
      {"POST /m2m/v1/devices/connections/actions/listHistory", connection_history},
      {"PUT /m2m/v1/devices/costCenter", change_cost_center},
      {"POST /m2m/v1/devices/extendeddiagnostics/actions/list", extended_diagnostics},
      {"POST /m2m/v1/devices/history/actions/list", provisioning_history},
      {"POST /m2m/v1/devices/prl/actions/list", prl_version},
      {"POST /m2m/v1/devices/profile/actions/activate", act_on_profile},
      {"POST /m2m/v1/devices/profile/actions/activate_enable", act_on_profile},
      {"POST /m2m/v1/devices/profile/actions/deactivate", act_on_profile},
      {"POST /m2m/v1/devices/profile/actions/delete", act_on_profile},
      {"POST /m2m/v1/devices/profile/actions/device_suspend", act_on_profile},
      {"POST /m2m/v1/devices/profile/actions/disable", act_on_profile},
      {"POST /m2m/v1/devices/profile/actions/download", act_on_profile},
      {"POST /m2m/v1/devices/profile/actions/download_disable", act_on_profile},
      {"POST /m2m/v1/devices/profile/actions/download_enable", act_on_profile},
      {"POST /m2m/v1/devices/profile/actions/enable", act_on_profile},
      {"POST /m2m/v1/devices/profile/actions/profile_resume", act_on_profile},
      {"POST /m2m/v1/devices/profile/actions/profile_suspend", act_on_profile},
      {"POST /m2m/v1/devices/profile/actions/renew_activation_code", act_on_profile},
      {"POST /m2m/v1/devices/profile/actions/setfallbackattribute", act_on_profile},
      {"POST /m2m/v1/devices/requests/status", order_status},
      {"POST /m2m/v1/devices/sms/history/actions/list", sms_history},
      {"POST /m2m/v1/devices/suspension/status", suspension_status},
      {"POST /m2m/v1/devices/usage/actions/billedusage/list", billed_usage},
      {"POST /m2m/v1/devices/usage/actions/list", usage_history},
      {"POST /m2m/v1/devices/usage/actions/list/aggregate", aggregate_usage},
      {"PUT /m2m/v1/devices/{serviceType}/actions/deviceId", change_device_id},
      {"POST /m2m/v1/groups", create_group},
      {"GET /m2m/v1/groups/{accountName}", list_groups},
      {"GET /m2m/v1/groups/{accountName}/name/{groupName}", group_devices},
      {"PUT /m2m/v1/groups/{accountName}/name/{groupName}", update_group},
      {"DELETE /m2m/v1/groups/{accountName}/name/{groupName}", delete_group},
      {"GET /m2m/v1/leads/{accountName}", list_leads},
      {"GET /m2m/v1/plans/{accountName}", list_plans},
      {"POST /m2m/v1/session/login", log_in},
      {"POST /m2m/v1/session/logout", log_out},
      {"PUT /m2m/v1/session/password/actions/reset", reset_password},
      {"POST /m2m/v1/sms", send_sms},
      {"GET /m2m/v1/sms/{accountName}/history", list_sms},
      {"PUT /m2m/v1/sms/{accountName}/startCallbacks", start_sms_callbacks},
      {"GET /m2m/v1/triggers", list_triggers},
      {"PUT /m2m/v1/triggers", update_trigger},
      {"POST /m2m/v1/triggers", create_trigger},
      {"GET /m2m/v1/triggers/{triggerId}", show_trigger},
      {"DELETE /m2m/v1/triggers/{triggerId}", delete_trigger},
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
