#include "simulator/rest_contract.h"

#include <doctest/doctest.h>

#include <algorithm>

using uws::rest_contract::check_request;
using uws::rest_contract::check_response;
using uws::rest_contract::match;
using Findings = std::vector<std::string>;

namespace {

constexpr const char* kMove = "/m2m/v1/devices/actions/move";
constexpr const char* kPlan = "/m2m/v1/devices/actions/plan";

}  // namespace

TEST_CASE("a request within the contract has no findings") {
  CHECK(check_request("PUT", kMove,
                      R"({"accountName":"0212345678-00002","servicePlan":"M2M5GB","groupName":null,
            "customFields":[{"key":"CustomField1","value":"x"}],
            "filter":{"accountName":"a","customFields":[]},
            "devices":[{"deviceIds":[{"id":"1","kind":"imei"},{"id":"2","kind":"iccid"}]}]})")
            .empty());
  CHECK(
      check_request("POST", "/m2m/v1/session/login", R"({"username":"u","password":"p"})").empty());
  CHECK(check_request("POST", "/m2m/v1/session/logout", "").empty());
  CHECK(check_request("POST", "/m2m/v1/session/logout", "{}").empty());
}

TEST_CASE("unknown, missing and mistyped members are found at any depth") {
  CHECK(check_request("PUT", kMove, R"({"servicePlan":"x"})") ==
        Findings{"missing member: accountName"});
  CHECK(check_request("PUT", kMove, R"({"accountName":null})") ==
        Findings{"missing member: accountName"});
  CHECK(check_request("PUT", kMove, R"({"accountName":"a","AccountName":"b"})") ==
        Findings{"unknown member: AccountName"});
  CHECK(check_request("PUT", kMove, R"({"accountName":5})") ==
        Findings{"wrong type: accountName (string expected)"});
  CHECK(check_request(
            "PUT", kMove,
            R"({"accountName":"a","devices":[{"deviceIds":[{"id":"1","knd":"imei"}]},{"x":1}]})") ==
        Findings{"missing member: devices[].deviceIds[].kind",
                 "unknown member: devices[].deviceIds[].knd", "missing member: devices[].deviceIds",
                 "unknown member: devices[].x"});
  CHECK(check_request("PUT", kMove, R"({"accountName":"a","devices":{}})") ==
        Findings{"wrong type: devices (array expected)"});
  CHECK(check_request("PUT", kMove, R"(["a"])") == Findings{"wrong type: body (object expected)"});
  CHECK(check_request("PUT", kMove, "") == Findings{"missing body"});
  CHECK(check_request("PUT", kMove, "{") == Findings{"body is not JSON"});
}

TEST_CASE("any alternative is accepted, the main one is reported") {
  CHECK(check_request("PUT", kPlan, R"({"servicePlan":"p","accountName":"a"})").empty());
  CHECK(check_request("PUT", kPlan,
                      R"({"servicePlan":"p","deviceListWithServiceAddress":[{"deviceId":[]}]})")
            .empty());
  CHECK(check_request("PUT", kPlan, R"({"accountName":"a"})") ==
        Findings{"missing member: servicePlan"});
}

TEST_CASE("lengths and value lists are checked") {
  const auto sms = [](std::size_t n, const std::string& c) {
    std::string text;
    for (std::size_t i = 0; i < n; ++i) text += c;
    return R"({"accountName":"a","smsMessage":")" + text + R"("})";
  };
  CHECK(check_request("POST", "/m2m/v1/sms", sms(160, "x")).empty());
  CHECK(check_request("POST", "/m2m/v1/sms", sms(160, "\xC3\xA9")).empty());
  CHECK(check_request("POST", "/m2m/v1/sms", sms(161, "x")) == Findings{"too long: smsMessage"});
  CHECK(check_request("PUT", "/m2m/v1/triggers", R"({"cycleType":"Daily"})").empty());
  const char* const request_status = "/m2m/v1/accounts/a/requests/b/status";
  CHECK(check_response("GET", request_status, R"({"status":"Failure"})").empty());
  CHECK(check_response("GET", request_status, R"({"status":"Failed"})") ==
        Findings{"not a value of: status"});
  CHECK(check_request("POST", "/m2m/v1/devices/actions/list", R"({"largestDeviceIdSeen":"7"})")
            .empty());
  CHECK(check_request("POST", "/m2m/v1/devices/actions/list", R"({"largestDeviceIdSeen":7})")
            .empty());
  CHECK(check_request("POST", "/m2m/v1/devices/actions/list", R"({"largestDeviceIdSeen":7.5})") ==
        Findings{"wrong type: largestDeviceIdSeen (integer|string expected)"});
}

TEST_CASE("paths are matched with their parameters and alternate spellings") {
  const auto group = match("GET", "/m2m/v1/groups/0212345678-00001/name/West%20Region%2B+");
  CHECK(group.operation == "GET /m2m/v1/groups/{accountName}/name/{groupName}");
  CHECK(group.parameters.at("accountName") == "0212345678-00001");
  CHECK(group.parameters.at("groupName") == "West Region++");
  CHECK(match("PUT", "/m2m/v1/devices/actions/gotostate").operation ==
        "PUT /m2m/v1/devices/actions/goToState");
  CHECK(match("PUT", kMove).callback_service == "CarrierService");
  CHECK(match("GET", kMove).operation.empty());
  CHECK(match("GET", "/m2m/v1/groups/").operation.empty());
  CHECK(check_request("GET", "/m2m/v1/nothing", "") ==
        Findings{"no such operation: GET /m2m/v1/nothing"});
  const auto names = uws::rest_contract::operations();
  CHECK(std::find(names.begin(), names.end(), "POST /ts/v1/oauth2/token") != names.end());
}

TEST_CASE("the members of a request, of alternatives all, each once") {
  using uws::rest_contract::request_members;
  CHECK(request_members("GET /m2m/v1/leads/{accountName}") == Findings{"query next"});
  const auto plan = request_members("PUT /m2m/v1/devices/actions/plan");
  const auto count = [&](const char* name) { return std::count(plan.begin(), plan.end(), name); };
  CHECK(count("servicePlan") == 1);
  CHECK(count("devices[].deviceIds[].kind") == 1);
  CHECK(count("deviceListWithServiceAddress[].deviceId[].id") == 1);
  CHECK(request_members("PUT /m2m/v1/nothing").empty());
}

TEST_CASE("queries and forms are checked") {
  CHECK(check_request("GET", "/m2m/v1/leads/a?next=5", "").empty());
  CHECK(check_request("GET", "/m2m/v1/leads/a?next=five", "") ==
        Findings{"wrong type: parameter next (integer expected)"});
  CHECK(check_request("GET", "/m2m/v1/leads/a?page=5", "") == Findings{"unknown parameter: page"});
  CHECK(check_request("GET", "/m2m/v1/leads/a", R"({"a":1})") == Findings{"body not expected"});
  CHECK(check_request("POST", "/ts/v1/oauth2/token", "grant_type=client_credentials").empty());
  CHECK(check_request("POST", "/ts/v1/oauth2/token", "") ==
        Findings{"missing form field: grant_type"});
  CHECK(check_request("DELETE",
                      "/m2m/v1/devices/actions/usagesegmentationlabels?accountName=a&LabelList"
                      "[deviceIds][0][name]=b",
                      "")
            .empty());
}

TEST_CASE("answers are held against the contract") {
  CHECK(check_response("PUT", kMove, R"({"requestId":"x"})").empty());
  CHECK(check_response("POST", "/m2m/v1/devices/actions/list",
                       R"({"devices":[{"deviceIds":[],"imeiSv":"1"},{"imeiSv":"2"}]})") ==
        Findings{"unknown member: devices[].imeiSv"});
  CHECK(check_response("POST", "/m2m/v1/devices/actions/delete",
                       R"([{"deviceIds":{"id":"1","kind":"esn"},"status":"Success"},
                           {"deviceIds":[{"id":"1","kind":"esn"}],"status":"Failed"}])")
            .empty());
}
