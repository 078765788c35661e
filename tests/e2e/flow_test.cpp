// One old client's day, from LogIn to LogOut, through real processes.

#include <doctest/doctest.h>

#include "tests/e2e/envelopes.h"
#include "tests/e2e/stack.h"
#include "tests/support/receiver.h"

using namespace uws::test;
using Json = nlohmann::json;  // compared without regard to order

namespace {

const std::string kMove = "PUT /m2m/v1/devices/actions/move";
const std::string kPlan = "PUT /m2m/v1/devices/actions/plan";

RawResponse move(Stack& stack, const std::string& input) {
  stack.forget_seen();
  return stack.call("CarrierService", "MoveDevice", input);
}

// The one REST call of that kind since forget_seen().
Json only_call(Stack& stack, const std::string& line) {
  const auto calls = stack.seen(line);
  REQUIRE(calls.size() == 1);
  CHECK(calls[0]["headers"]["Content-Type"] == "application/json");
  CHECK(calls[0]["headers"].contains("Authorization"));
  CHECK(calls[0]["headers"].contains("VZ-M2M-Token"));
  return Json(calls[0]["body"]);
}

std::string callback_of(const std::vector<Received>& received, const std::string& request_id) {
  for (const auto& callback : received) {
    if (element(callback.body, "RequestId") == request_id) return callback.body;
  }
  return {};
}

std::string callback_envelope(const std::string& request_id, const std::string& device,
                              const std::string& data) {
  return R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">)"
         R"(<s:Body xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance")"
         R"( xmlns:xsd="http://www.w3.org/2001/XMLSchema">)"
         R"(<CallbackRequest xmlns="http://nphase.com/unifiedwebservice/v2">)"
         "<Username>fleet-receiver</Username><Password>receiver-password</Password><RequestId>" +
         request_id + "</RequestId>" + device + "<Data><Data>" + data +
         "</Data></Data></CallbackRequest></s:Body></s:Envelope>";
}

std::string identifier(const std::string& tag, const std::string& kind, const std::string& id) {
  return "<" + tag + "><Kind>" + kind + "</Kind><Identifier>" + id + "</Identifier></" + tag + ">";
}

const std::string kNothingElse =
    R"(<ExternalProvisioningChange xsi:nil="true"/><PromoChange xsi:nil="true"/>)"
    R"(<Usage xsi:nil="true"/><SMSDelivery xsi:nil="true"/><PRLInformation xsi:nil="true"/>)"
    R"(<DeviceSuspendStatus xsi:nil="true"/><GoToState xsi:nil="true"/>)";
const std::string kEnd =
    R"(<Comment xsi:nil="true"/><Summary xsi:nil="true"/><Status>Success</Status>)"
    "<CallbackCount>1</CallbackCount><MaxCallbackThreshold>";

// What REST is asked for each way of choosing the devices.
void check_filters(Stack& stack) {
  const auto target = member("AccountName", kOtherAccount);
  const auto custom =
      member("DeviceCustomFieldFilter",
             "<c:CustomFieldFilterObj><c:Name>CustomField1</c:Name><c:Value>Fleet 7</c:Value>"
             "</c:CustomFieldFilterObj>");
  const auto account = member("AccountNameFilter", kAccount);
  const std::vector<std::pair<std::string, Json>> cases = {
      {account, {{"accountName", kAccount}}},
      {account + member("DeviceGroupNameFilter", "East Region"),
       {{"accountName", kAccount}, {"groupName", "East Region"}}},
      {account + member("DeviceServicePlanFilter", "M2M5GB"),
       {{"accountName", kAccount}, {"servicePlan", "M2M5GB"}}},
      {account + custom,
       {{"accountName", kAccount},
        {"customFields", Json::array({{{"key", "CustomField1"}, {"value", "Fleet 7"}}})}}}};
  for (const auto& [input, filter] : cases) {
    // Refused upstream, so that the devices stay where the next case looks for them.
    stack.script_nothing();
    stack.script("PUT /m2m/v1/devices/actions/move:error=REQUEST_FAILED.DeviceNotFound");
    const auto answer = move(stack, input + target);
    CHECK(answer.status == 500);
    CHECK(answer.body == fault_envelope("UnifiedWebService.REQUEST_FAILED.DeviceNotFound",
                                        "The device was not found."));
    const Json body = only_call(stack, kMove);
    CHECK(body["accountName"] == kOtherAccount);
    CHECK_MESSAGE(body["filter"] == filter, body.dump());
    CHECK_FALSE(body.contains("devices"));
  }
  stack.script_nothing();
}

void check_login(Stack& stack) {
  const auto login = stack.call("SessionService", "LogIn",
                                member("Username", "demo") + member("Password", "demo"));
  REQUIRE(login.status == 200);
  CHECK(login.header("Content-Type") == "text/xml; charset=utf-8");
  const auto token = element(login.body, "a:SessionToken");
  REQUIRE(token.size() == 36);
  const auto header = R"(<s:Header><h:token xmlns:h="http://nphase.com/unifiedwebservice/v2">)" +
                      token + "</h:token></s:Header>";
  CHECK(login.body == replaced(answer_envelope("SessionService", "LogIn",
                                               "<a:SessionToken>" + token + "</a:SessionToken>"),
                               "<s:Body>", header + "<s:Body>"));
}

void check_plan_changes(Stack& stack, Receiver& receiver) {
  const auto planned = stack.call("CarrierService", "ChangeDeviceServicePlan",
                                  device_list({kIccid}) + member("ServicePlan", "M2MSHR5GB"));
  const auto plan_id = element(planned.body, "a:RequestId");
  CHECK(planned.status == 200);
  CHECK(planned.body == answer_envelope("CarrierService", "ChangeDeviceServicePlan",
                                        "<a:RequestId>" + plan_id + "</a:RequestId>"));
  const auto callback = callback_of(receiver.wait(1), plan_id);
  CHECK(contains(callback,
                 "<ChangeDeviceServicePlan><ServicePlan>M2MSHR5GB</ServicePlan>"
                 "</ChangeDeviceServicePlan>"));
  CHECK(contains(callback, "<Status>Success</Status>"));

  // This device is suspended: the platform reports a failure.
  const auto refused =
      stack.call("CarrierService", "ChangeDeviceServicePlan",
                 device_list({"89141390780800784259"}) + member("ServicePlan", "M2MSHR5GB"));
  CHECK(refused.status == 200);
  const auto failed = callback_of(receiver.wait(2), element(refused.body, "a:RequestId"));
  CHECK(contains(failed, "UnifiedWebService.INPUT_INVALID.DeviceState.Invalid"));
  CHECK(contains(failed, "The device's state does not allow this."));
  CHECK(contains(failed, "<Status>Failed</Status>"));
}

const std::string kRegistrations = "CallbackRegistrationService";
const std::string kConfirmed =
    "<a:AccountName>0212345678-00001</a:AccountName><a:ServiceName>CarrierService</a:ServiceName>";

void check_unregistration(Stack& stack, const std::string& url) {
  const auto listed =
      stack.call(kRegistrations, "GetCallbackRegistrations", member("AccountName", kAccount));
  CHECK(listed.body == answer_envelope(kRegistrations, "GetCallbackRegistrations",
                                       "<a:CallbackRegistrations><a:CallbackRegistration>" +
                                           kConfirmed + "<a:Url>" + url +
                                           "</a:Url><a:Username>fleet-receiver</a:Username>"
                                           "<a:Password>receiver-password</a:Password>"
                                           "</a:CallbackRegistration></a:CallbackRegistrations>"));
  const auto input = member("AccountName", kAccount) + member("ServiceName", "CarrierService");
  const auto removed = stack.call(kRegistrations, "UnregisterCallback", input);
  CHECK(removed.status == 200);
  CHECK(removed.body == answer_envelope(kRegistrations, "UnregisterCallback", kConfirmed));
  CHECK(stack.call(kRegistrations, "UnregisterCallback", input).status == 500);
}

}  // namespace

TEST_CASE("log in, register, change the plan, unregister, log out") {
  Receiver receiver;
  Stack stack;
  check_login(stack);
  REQUIRE(stack.log_in() != "");
  check_filters(stack);
  const auto registered = stack.register_callback("CarrierService", receiver.url());
  CHECK(registered.status == 200);
  CHECK(registered.body == answer_envelope(kRegistrations, "RegisterCallback", kConfirmed));
  check_plan_changes(stack, receiver);
  check_unregistration(stack, receiver.url());

  const auto out = stack.call("SessionService", "LogOut", member("SessionToken", stack.token()));
  CHECK(out.body == answer_envelope("SessionService", "LogOut",
                                    "<a:SessionToken>" + stack.token() + "</a:SessionToken>"));
  const auto after = stack.call("CarrierService", "MoveDevice",
                                device_list({kIccid}) + member("AccountName", kOtherAccount));
  CHECK(after.status == 500);
  CHECK(after.body == fault_envelope("UnifiedWebService.INPUT_INVALID.SessionToken.Invalid",
                                     "The session token is not valid."));
}

TEST_CASE("a move: the REST call, the answer's bytes, the callback's bytes") {
  Receiver receiver;
  Stack stack;
  REQUIRE(stack.log_in() != "");
  // The device belongs to the target when its callback is sent.
  const auto input = member("AccountName", kOtherAccount) +
                     member("ServiceName", "CarrierService") + member("Url", receiver.url()) +
                     member("Username", "fleet-receiver") + member("Password", "receiver-password");
  REQUIRE(stack.call("CallbackRegistrationService", "RegisterCallback", input).status == 200);
  REQUIRE(stack.register_callback("CarrierService", receiver.url()).status == 200);
  const auto moved =
      move(stack, device_list({kIccid}) + member("AccountName", kOtherAccount) +
                      member("ServicePlan", "M2M5GB") + member("DeviceGroupName", "West Region"));
  REQUIRE(moved.status == 200);
  CHECK(moved.header("Content-Type") == "text/xml; charset=utf-8");
  const auto request_id = element(moved.body, "a:RequestId");
  CHECK(moved.body == answer_envelope("CarrierService", "MoveDevice",
                                      "<a:RequestId>" + request_id + "</a:RequestId>"));
  const auto body = only_call(stack, kMove);
  CHECK(body == Json::parse(R"({"devices":[{"deviceIds":[{"id":"89148000000800784259",)"
                            R"("kind":"iccid"}]}],"accountName":"0212345678-00002",)"
                            R"("servicePlan":"M2M5GB","groupName":"West Region"})"));

  const auto callbacks = receiver.wait(1);
  REQUIRE(callbacks.size() == 1);
  CHECK(callbacks[0].path == "/fleet/callbacks");
  CHECK(callbacks[0].content_type == "text/xml; charset=utf-8");
  CHECK(contains(callbacks[0].soap_action, "http://nphase.com/unifiedwebservice/v2/"));
  const auto ip = element(callbacks[0].body, "IpAddress");
  CHECK(callbacks[0].body ==
        callback_envelope(
            request_id, identifier("Device", "iccid", kIccid),
            "<CarrierService>"
            R"(<ChangeDeviceState xsi:nil="true"/>)"
            R"(<ChangeDeviceFeatureCodes xsi:nil="true"/><ChangeDeviceServicePlan xsi:nil="true"/>)"
            R"(<ChangeDeviceCostCenter xsi:nil="true"/><ChangeDeviceCustomFields/>)"
            R"(<ChangeDeviceIdentifier xsi:nil="true"/><Change4GDeviceIdentifier xsi:nil="true"/>)"
            "<MoveDevice>" +
                identifier("DeviceIdentifier", "iccid", kIccid) + "<IpAddress>" + ip +
                "</IpAddress><State>Active</State><ServicePlan>M2M5GB</ServicePlan>"
                "<AccountName>0212345678-00002</AccountName></MoveDevice>"
                R"(<ChangeDeviceContactInfo xsi:nil="true"/></CarrierService>)" +
                kNothingElse + R"(<Fault xsi:nil="true"/>)" + kEnd + "4</MaxCallbackThreshold>"));
}

TEST_CASE("an expired session is a fault clients know, and logging in again helps") {
  Stack stack;
  REQUIRE(stack.log_in() != "");
  REQUIRE(stack.sim().call("POST", "/sim/advance?minutes=21").status == 200);
  const auto input = device_list({kIccid}) + member("AccountName", kOtherAccount);
  const auto expired = move(stack, input);
  CHECK(expired.status == 500);
  CHECK(expired.body == fault_envelope("UnifiedWebService.REQUEST_FAILED.SessionToken.Expired",
                                       "The Session has expired."));
  CHECK(stack.seen(kMove).size() == 1);
  REQUIRE(stack.log_in() != "");
  CHECK(move(stack, input).status == 200);
}

TEST_CASE("a refused login is sent once: five of them lock the user") {
  Stack stack;
  const auto refused = stack.call("SessionService", "LogIn",
                                  member("Username", "demo") + member("Password", "wrong"));
  CHECK(refused.status == 500);
  CHECK(contains(refused.body, "UnifiedWebService.INPUT_INVALID.Password.Invalid"));
  CHECK_FALSE(contains(refused.body, "token"));
  CHECK(stack.seen("POST /m2m/v1/session/login").size() == 1);
  for (int i = 0; i < 3; ++i) CHECK(stack.log_in("demo", "wrong") == "");
  CHECK(stack.log_in() != "");
  // The fourth was answered from memory.
  CHECK(stack.seen("POST /m2m/v1/session/login").size() == 4);
}
