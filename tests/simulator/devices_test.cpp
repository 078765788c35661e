#include <doctest/doctest.h>

#include <set>

#include "simulator/rest_contract.h"
#include "tests/simulator/platform.h"

using uws::simulator::Json;
using uws::simulator::Settings;
using uws::simulator::text_of;
using uws::test::error_of;
using uws::test::Platform;

namespace {

const std::string kIccid = "89148000000800784259";
const std::string kBase = "/m2m/v1/devices/actions/";

Json listed(const std::string& iccid) {
  Json ids = {{"deviceIds", Json::array({Json{{"id", iccid}, {"kind", "iccid"}}})}};
  return Json::array({std::move(ids)});
}

std::string state_of(Platform& platform, const std::string& iccid) {
  const auto device = platform.device(iccid);
  return device.is_null() ? "" : text_of(device["carrierInformations"][0], "state");
}

}  // namespace

TEST_CASE("every operation of the contract has a handler") {
  for (const auto& operation : uws::rest_contract::operations()) {
    if (operation == "POST /ts/v1/oauth2/token") continue;
    const bool handled = uws::simulator::find_route(operation) != nullptr;
    CHECK_MESSAGE(handled, operation);
  }
}

TEST_CASE("IMEI mismatches: all the user may see, blank when there are none, dates that count") {
  Platform platform;
  const auto ask = [&](const std::string& dates, const std::string& more = "") {
    return platform.call("POST", kBase + "list/imeiiccidmismatch",
                         R"({"filter":{)" + dates + "}" + more + "}");
  };
  const std::string spring = R"("earliest":"2024-01-01T00:00:00Z","latest":"2024-03-31T00:00:00Z")";
  const auto all = ask(spring);
  std::set<std::string> accounts;
  for (const auto& device : all.body.at("devices")) {
    accounts.insert(text_of(device, "accountName"));
  }
  CHECK(accounts.size() > 1);
  const auto own = ask(spring, R"(,"accountName":"0212345678-00001")");
  CHECK_FALSE(own.body.at("devices").empty());
  const auto none =
      ask(spring, R"(,"devices":[{"deviceIds":[{"kind":"iccid","id":"89148000000800139708"}]}])");
  CHECK(none.status == 200);
  CHECK(none.body.is_null());
  const auto why = [&](const std::string& dates) {
    return text_of(ask(dates).body, "errorMessage");
  };
  CHECK(why(R"("earliest":"2017-10-31T23:59:59Z","latest":"2017-11-30T00:00:00Z")")
            .ends_with("The earliest date is before 2017-11-01."));
  CHECK(why(R"("earliest":"2024-03-31T00:00:00Z","latest":"2024-01-01T00:00:00Z")")
            .ends_with("The latest date is before the earliest."));
  CHECK(why(R"("earliest":"2024-01-01T00:00:00Z","latest":"2024-05-01T00:00:00Z")")
            .ends_with("The dates are more than three months apart."));
}

TEST_CASE("goToState in both spellings, with addresses of one's own beside a filter") {
  for (const char* path : {"goToState", "gotostate"}) {
    CAPTURE(path);
    Platform platform;
    const auto reply = platform.call("PUT", kBase + path, R"({"serviceName":"WiFi",
        "stateName":"WiFi Trial","servicePlan":"M2M5GB","mdnZipCode":"62701",
        "filter":{"groupName":"West Region"},"devicesWithServiceAddress":[
          {"deviceIds":[{"id":")" + kIccid + R"(","kind":"iccid"}],"ipAddress":"10.0.0.7"}]})");
    REQUIRE(reply.status == 200);
    const auto sent = platform.settle();
    REQUIRE(sent.size() == 1);
    CHECK(text_of(sent[0].body["deviceResponse"]["goToStateResponse"], "ipAddress") == "10.0.0.7");
  }
}

TEST_CASE("an upload without an account is the platform's to refuse") {
  Platform platform;
  Json body = {{"emailAddress", "a@example.com"}, {"deviceSku", "S"}, {"uploadType", "ICCID"}};
  body["devices"] = listed("89148000000899999999");
  CHECK(error_of(platform.call("POST", kBase + "upload", body.dump())) ==
        "INPUT_INVALID.Account.NotDefined");
}

TEST_CASE("a move changes account, plan and fields, and reports each device") {
  Platform platform;
  Json body = {{"accountName", "0212345678-00002"}, {"servicePlan", "M2M5GB"}};
  body["devices"] = listed(kIccid);
  body["devices"].push_back(listed("89000000000000000000")[0]);
  body["customFields"] = Json::array({Json{{"key", "CustomField2"}, {"value", "new"}}});
  const auto reply = platform.call("PUT", kBase + "move", body.dump());
  REQUIRE(reply.status == 200);
  const auto id = text_of(reply.body, "requestId");
  const auto status = "/m2m/v1/accounts/0212345678-00001/requests/" + id + "/status";
  CHECK(text_of(platform.call("GET", status).body, "status") == "Pending");
  CHECK(text_of(platform.device(kIccid), "accountName") == "0212345678-00001");

  const auto sent = platform.settle();
  REQUIRE(sent.size() == 2);
  CHECK(sent[0].service == "CarrierService");
  CHECK(sent[0].account == "0212345678-00001");
  CHECK(text_of(sent[0].body, "requestId") == id);
  CHECK(text_of(sent[0].body, "status") == "Success");
  const auto& moved = sent[0].body["deviceResponse"]["moveDeviceResponse"];
  CHECK(text_of(moved, "accountName") == "0212345678-00002");
  CHECK(text_of(moved, "servicePlan") == "M2M5GB");
  CHECK(text_of(moved, "state") == "Active");
  CHECK(text_of(sent[1].body["faultResponse"], "faultcode") ==
        "UnifiedWebService.REQUEST_FAILED.DeviceNotFound");
  CHECK(text_of(platform.call("GET", status).body, "status") == "Failure");
  const auto device = platform.device(kIccid);
  CHECK(text_of(device, "accountName") == "0212345678-00002");
  CHECK(device["customFields"][1]["value"] == "new");
}

TEST_CASE("requests that cannot be carried out are refused") {
  Platform platform;
  const auto move = [&](const char* body) {
    return error_of(platform.call("PUT", kBase + "move", body));
  };
  CHECK(move("") == "INPUT_INVALID.RequestUndefined");
  CHECK(move("{}") == "REQUEST_FAILED.UnexpectedError");
  CHECK(move(R"({"accountName":"0212345678-00002","devices":[],"x":1})") ==
        "REQUEST_FAILED.UnexpectedError");
  CHECK(move(R"({"accountName":"9","devices":[]})") == "REQUEST_FAILED.AccountNotFound");
  CHECK(move(R"({"accountName":"0212345678-00002"})") == "INPUT_INVALID.DeviceNotProvided");
  CHECK(move(R"({"accountName":"0212345678-00002","servicePlan":"Nope"})") ==
        "REQUEST_FAILED.Nope.NotFound");
  CHECK(move(R"({"accountName":"0212345678-00002","groupName":"O'Hara"})") ==
        "INPUT_INVALID.Request.InvalidCharacter");
  CHECK(move(R"({"accountName":"0212345678-00002","filter":{"groupName":"None"}})") ==
        "REQUEST_FAILED.DeviceGroupNotFound");
  CHECK(move(R"({"accountName":"0212345678-00002",
                 "devices":[{"deviceIds":[{"id":"1","kind":"iccid"}]}]})") ==
        "REQUEST_FAILED.DeviceNotFound");
  CHECK(move(R"({"accountName":"0212345678-00002",
                 "devices":[{"deviceIds":[{"id":"1","kind":"serial"}]}]})") ==
        "INPUT_INVALID.Device.Kind.Invalid");
  CHECK(move(R"({"accountName":"0212345678-00002",
                 "customFields":[{"key":"CustomField6","value":""}]})") ==
        "INPUT_INVALID.CustomField.InvalidName");
  std::string six;
  for (const char number : {'1', '2', '3', '4', '5', '5'}) {
    six += std::string(six.empty() ? "" : ",") + R"({"key":"CustomField)" + number +
           R"(","value":"x"})";
  }
  const std::string body = R"({"accountName":"0212345678-00002","customFields":[)" + six + "]}";
  CHECK(move(body.c_str()) == "INPUT_INVALID.CustomField.InvalidName");
}

TEST_CASE("plans change for listed and for filtered devices, four times a month") {
  Platform platform;
  Json body = {{"servicePlan", "Tablet5GB"}, {"devices", listed(kIccid)}};
  for (int i = 0; i < 5; ++i) {
    REQUIRE(platform.call("PUT", kBase + "plan", body.dump()).status == 200);
    const auto sent = platform.settle();
    REQUIRE(sent.size() == 1);
    CHECK(text_of(sent[0].body, "status") == (i < 4 ? "Success" : "Failed"));
  }
  CHECK(text_of(platform.device(kIccid)["carrierInformations"][0], "servicePlan") == "Tablet5GB");
  const auto reply = platform.call(
      "PUT", kBase + "plan",
      R"({"servicePlan":"m2m4G","accountName":"0212345678-00001","groupName":"West Region"})");
  REQUIRE(reply.status == 200);
  CHECK(platform.settle().size() == 2);
}

TEST_CASE("a device goes through its life") {
  Platform platform;
  const std::string iccid = "89148000000811111111";
  const auto run = [&](const std::string& method, const std::string& path, const Json& body) {
    const auto reply = platform.call(method, path, body.dump());
    REQUIRE_MESSAGE(reply.status == 200, path << reply.body.dump());
    const auto sent = platform.settle();
    return sent.empty() ? reply.body : sent[0].body;
  };
  const auto add =
      run("POST", kBase + "add", {{"state", "preactive"}, {"devicesToAdd", listed(iccid)}});
  CHECK(text_of(add[0], "response") == "Success");
  CHECK(state_of(platform, iccid) == "pre-active");
  const Json again = {{"state", "preactive"}, {"devicesToAdd", listed(iccid)}};
  CHECK(text_of(run("POST", kBase + "add", again)[0], "response") == "Failed");

  const Json activate = {{"servicePlan", "M2M5GB"},
                         {"mdnZipCode", "62701"},
                         {"accountName", "0212345678-00001"},
                         {"groupName", "West Region"},
                         {"devices", listed(iccid)}};
  const auto active = run("POST", kBase + "activate", activate);
  CHECK(text_of(active["deviceResponse"]["activateResponse"], "state") == "Active");
  CHECK(active["deviceResponse"]["activateResponse"]["deviceIds"].size() == 3);
  CHECK(state_of(platform, iccid) == "active");
  CHECK(platform.device(iccid)["groupNames"][0] == "West Region");
  CHECK(text_of(run("POST", kBase + "activate", activate)["faultResponse"], "faultcode") ==
        "UnifiedWebService.REQUEST_FAILED.DeviceAlreadyActive");

  const Json only = {{"devices", listed(iccid)}};
  CHECK(run("POST", kBase + "suspend", only)["deviceResponse"].contains("suspendResponse"));
  CHECK(state_of(platform, iccid) == "suspend");
  CHECK(run("POST", kBase + "suspend", only).contains("faultResponse"));
  CHECK(text_of(run("POST", kBase + "restore", only)["deviceResponse"]["restoreResponse"],
                "restored") == "true");

  const auto refused = run("POST", kBase + "delete", {{"devicesToDelete", listed(iccid)}});
  CHECK(text_of(refused[0], "status") == "Failed");
  CHECK(refused[0]["deviceIds"].is_object());
  const Json stop = {{"devices", listed(iccid)}, {"reasonCode", "FF"}};
  run("POST", kBase + "deactivate", stop);
  CHECK(state_of(platform, iccid) == "deactive");
  const auto gone = run("POST", kBase + "delete", {{"devicesToDelete", listed(iccid)}});
  CHECK(text_of(gone[0], "status") == "Success");
  CHECK(platform.device(iccid).is_null());
}

TEST_CASE("the device list is paged by the largest device seen") {
  Settings settings;
  settings.devices = 25;
  settings.page_size = 10;
  Platform platform(settings);
  std::set<std::string> seen;
  std::string cursor = "0";
  std::size_t pages = 0;
  for (bool more = true; more; ++pages) {
    const auto reply = platform.call("POST", kBase + "list",
                                     R"({"accountName":"0212345678-00001","currentState":"Active",
                                         "largestDeviceIdSeen":)" +
                                         cursor + "}");
    more = reply.body["hasMoreData"].get<bool>();
    CHECK(reply.status == (more ? 202 : 200));
    CHECK(reply.body["devices"].size() <= 10);
    for (const auto& device : reply.body["devices"]) {
      const auto& last = device["extendedAttributes"].back();
      CHECK(last["key"] == "DeviceId");
      cursor = last["value"].get<std::string>();
      CHECK(seen.insert(cursor).second);
    }
  }
  CHECK(pages == 3);
  CHECK(seen.size() == 28);
  const auto past = platform.call(
      "POST", kBase + "list",
      R"({"largestDeviceIdSeen":")" + cursor + R"(","accountName":"0212345678-00001"})");
  CHECK(past.status == 200);
  CHECK(past.body["devices"].empty());
}

TEST_CASE("identifiers change for one active device") {
  Platform platform;
  const auto change = [&](const char* body) {
    const auto reply = platform.call("PUT", "/m2m/v1/devices/4G/actions/deviceId", body);
    REQUIRE(reply.status == 200);
    return platform.settle().at(0).body;
  };
  const auto swapped = change(R"({"deviceIds":[{"id":"89148000000800784259","kind":"iccid"}],
      "deviceIdsTo":[{"id":"89148000000800000001","kind":"iccid"}],"change4gOption":"ChangeICCID"})");
  CHECK(swapped["deviceResponse"]["changeIdentifierResponse"]["deviceIds"][0]["id"] ==
        "89148000000800000001");
  CHECK(platform.device(kIccid).is_null());
  CHECK(!platform.device("89148000000800000001").is_null());
  const auto number = change(R"({"deviceIds":[{"id":"89148000000800000001","kind":"iccid"}],
      "change4gOption":"ChangeMSISDN"})");
  CHECK(number["deviceResponse"]["changeIdentifierResponse"]["deviceIds"].size() == 2);
  const auto taken = change(R"({"deviceIds":[{"id":"89148000000800000001","kind":"iccid"}],
      "deviceIdsTo":[{"id":"89148000000800139708","kind":"iccid"}],"change4gOption":"ChangeICCID"})");
  CHECK(taken.contains("faultResponse"));
}
