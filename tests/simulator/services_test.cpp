#include <doctest/doctest.h>

#include "simulator/world.h"
#include "tests/simulator/platform.h"

using uws::simulator::Json;
using uws::simulator::Listener;
using uws::simulator::Settings;
using uws::simulator::text_of;
using uws::test::error_of;
using uws::test::Platform;

namespace {

const std::string kAccount = "0212345678-00001";
const std::string kIccid = "89148000000800784259";

void listen(Platform& platform, const std::string& service) {
  platform.world().listeners[{kAccount, service}] = Listener{"http://127.0.0.1:9/", "u", "p"};
}

}  // namespace

TEST_CASE("groups are made, filled, renamed and deleted") {
  Platform platform;
  const std::string base = "/m2m/v1/groups";
  const std::string fleet = base + "/" + kAccount + "/name/Fleet";
  const Json id = {{"id", kIccid}, {"kind", "iccid"}};
  Json create = {{"accountName", kAccount}, {"groupName", "Fleet"}, {"groupDescription", "d"}};
  create["devicesToAdd"] = Json::array({id});
  CHECK(platform.call("POST", base, create.dump()).status == 200);
  CHECK(error_of(platform.call("POST", base, create.dump())) ==
        "REQUEST_FAILED.DeviceGroup.Exists");
  CHECK(platform.call("GET", base + "/" + kAccount).body.size() == 4);
  CHECK(platform.call("GET", fleet).body["devices"].size() == 1);

  const auto unassigned = base + "/" + kAccount + "/name/Unassigned%20Devices";
  const auto before = platform.call("GET", unassigned).body["devices"].size();
  const Json back = {{"devicesToAdd", Json::array({id})}};
  CHECK(platform.call("PUT", unassigned, back.dump()).status == 200);
  CHECK(platform.call("GET", unassigned).body["devices"].size() == before + 1);
  CHECK(platform.call("GET", fleet).body["devices"].empty());

  CHECK(platform.call("PUT", fleet, R"({"newGroupName":"Fleet 2"})").status == 200);
  CHECK(error_of(platform.call("GET", fleet)) == "REQUEST_FAILED.DeviceGroupNotFound");
  CHECK(platform.call("DELETE", base + "/" + kAccount + "/name/Fleet%202").status == 200);
  CHECK(error_of(platform.call("DELETE", unassigned)) == "INPUT_INVALID.DeviceGroup.DeleteDefault");
}

TEST_CASE("a group is paged by device number and by count alike") {
  Settings settings;
  settings.devices = 5;
  settings.page_size = 3;
  Platform platform(settings);
  const auto group = "/m2m/v1/groups/" + kAccount + "/name/Unassigned%20Devices";
  const auto first = platform.call("GET", group);
  CHECK(first.status == 202);
  const auto by_count = platform.call("GET", group + "?next=3");
  CHECK(by_count.status == 202);
  const auto& ids = first.body["devices"][2]["deviceIds"];
  const auto* device =
      platform.world().inventory.find(text_of(ids[0], "kind"), text_of(ids[0], "id"));
  REQUIRE(device != nullptr);
  const auto by_number = platform.call("GET", group + "?next=" + std::to_string(device->number));
  CHECK(by_number.body == by_count.body);
  CHECK(platform.call("GET", group + "?next=6").status == 200);
}

TEST_CASE("messages wait until they are acknowledged or a listener starts") {
  Platform platform;
  const auto box = "/m2m/v1/sms/" + kAccount;
  CHECK(platform.call("GET", box + "/history").body["messages"].size() == 3);
  CHECK(platform.call("GET", box + "/history").body["messages"].size() == 3);
  CHECK(platform.call("GET", box + "/history?next=2").body["messages"].size() == 1);
  listen(platform, "EnhancedConnectivityService");
  CHECK(platform.settle().empty());
  CHECK(platform.call("PUT", box + "/startCallbacks").body["success"] == true);
  auto sent = platform.settle();
  REQUIRE(sent.size() == 1);
  CHECK(text_of(sent[0].body, "smsMessage") == "battery low");
  CHECK(!sent[0].body.contains("requestId"));
  uws::simulator::receive_sms(platform.world(), kAccount, Json::array(), "again");
  sent = platform.settle();
  REQUIRE(sent.size() == 1);
  CHECK(text_of(sent[0].body, "smsMessage") == "again");
}

TEST_CASE("a message to a device is reported as sent, then as received") {
  Platform platform;
  const auto reply = platform.call("POST", "/m2m/v1/sms",
                                   R"({"accountName":"0212345678-00001","smsMessage":"hello",
                                "deviceIds":[{"id":"5096300587","kind":"mdn"}]})");
  CHECK(reply.status == 200);
  const auto sent = platform.settle();
  REQUIRE(sent.size() == 2);
  CHECK(sent[0].service == "EnhancedConnectivityService");
  CHECK(text_of(sent[0].body, "requestId") == text_of(reply.body, "requestId"));
  CHECK(sent[1].service == "SMSDeliveryConfirmation");
  CHECK(text_of(sent[1].body, "requestId") == text_of(reply.body, "requestId"));
}

TEST_CASE("triggers are kept") {
  Platform platform;
  const std::string base = "/m2m/v1/triggers";
  const auto created =
      platform.call("POST", base,
                    R"({"name":"T","accountName":"0212345678-00001","triggerCategory":"SmsUsage",
          "smsTriggerRequest":{"comparator":"gt","smsType":"MO","threshold":5}})");
  const auto id = text_of(created.body, "triggerId");
  CHECK(platform.call("GET", base).body[0]["triggers"][0]["threshold"] == "5");
  const Json change = {{"triggerId", id}, {"triggerName", "U"}};
  CHECK(platform.call("PUT", base, change.dump()).status == 200);
  CHECK(platform.call("GET", base + "/" + id).body[0]["triggers"][0]["triggerName"] == "U");
  CHECK(platform.call("DELETE", base + "/" + id).status == 200);
  CHECK(platform.call("DELETE", base + "/" + id).status == 400);
}

TEST_CASE("histories end at their limit and go on from there") {
  Platform platform;
  const auto usage = [&](const std::string& earliest) {
    return platform.call(
        "POST", "/m2m/v1/devices/usage/actions/list",
        R"({"deviceId":{"id":"89148000000800784259","kind":"iccid"},"earliest":")" + earliest +
            R"(","latest":"2025-12-31T00:00:00Z"})");
  };
  const auto first = usage("2024-01-02T00:00:00Z");
  CHECK(first.status == 202);
  REQUIRE(first.body["usageHistory"].size() == 500);
  const auto last = text_of(first.body["usageHistory"][499], "timestamp");
  CHECK(last == "2025-05-15T00:00:00Z");
  const auto rest = usage("2025-05-15T00:00:00.001Z");
  CHECK(rest.status == 200);
  CHECK(text_of(rest.body["usageHistory"][0], "timestamp") == "2025-05-16T00:00:00Z");
  CHECK(usage("2026-01-01T00:00:00Z").status == 400);
  const std::string span = R"({"deviceId":{"id":"89148000000800784259","kind":"iccid"},
      "earliest":"2024-01-01T00:00:00Z","latest":"2024-01-03T00:00:00Z"})";
  const auto events =
      platform.call("POST", "/m2m/v1/devices/connections/actions/listHistory", span);
  CHECK(events.body["connectionHistory"].size() == 4);
  const auto changes = platform.call("POST", "/m2m/v1/devices/history/actions/list", span);
  CHECK(text_of(changes.body[0]["provisioningHistory"][0], "eventType") == "Activate");
}

TEST_CASE("leads are paged by row number") {
  Settings settings;
  settings.page_size = 2;
  Platform platform(settings);
  const auto leads = "/m2m/v1/leads/" + kAccount;
  CHECK(platform.call("GET", leads).body["leads"][0]["leadId"] == "L-20001");
  const auto last = platform.call("GET", leads + "?next=5");
  CHECK(last.body["leads"].size() == 1);
  CHECK(last.body["hasMoreData"] == false);
}

TEST_CASE("questions answered by callbacks") {
  Platform platform;
  const auto ask = [&](const std::string& method, const std::string& path,
                       const std::string& body) {
    const auto reply = platform.call(method, "/m2m/v1/devices/" + path, body);
    REQUIRE_MESSAGE(reply.status == 200, path << reply.body.dump());
    auto sent = platform.settle();
    REQUIRE(!sent.empty());
    return sent;
  };
  const std::string one = R"({"accountName":"0212345678-00001",
      "deviceIds":[{"id":"89148000000800784259","kind":"iccid"},{"id":"5096300587","kind":"mdn"}]})";
  CHECK(platform.call("POST", "/m2m/v1/devices/prl/actions/list", one).status == 400);
  listen(platform, "DevicePRLInformation");
  listen(platform, "DeviceSuspensionStatus");
  const auto prl = ask("POST", "prl/actions/list", one);
  CHECK(prl.size() == 1);
  CHECK(prl[0].body["deviceIds"].size() == 2);
  CHECK(ask("POST", "suspension/status", one)[0].service == "DeviceSuspensionStatus");
  const std::string listed = R"("accountName":"0212345678-00001",
      "devices":[{"deviceIds":[{"id":"89148000000899999999","kind":"iccid"}]}])";
  CHECK(ask("POST", "availability/actions/list", "{" + listed + "}").size() == 1);
  const auto uploaded = ask("POST", "actions/uploadactivate",
                            "{" + listed + R"(,"emailAddress":"a@example.com","deviceSku":"S",
          "uploadType":"IMEI ICCID Pair","servicePlan":"M2M5GB","mdnZipCode":"62701"})");
  REQUIRE(uploaded.size() == 2);
  CHECK(uploaded[0].service == "DeviceService");
  CHECK(uploaded[1].service == "CarrierService");
  CHECK(uploaded[0].body["requestId"] == uploaded[1].body["requestId"]);
  CHECK(ask("POST", "requests/status", "{" + listed + "}")[0].service == "DeviceService");
  const auto state = ask("PUT", "actions/gotostate",
                         R"({"serviceName":"WiFi","stateName":"WiFi Trial","servicePlan":"M2M5GB",
          "mdnZipCode":"62701","filter":{"accountName":"0212345678-00001","groupName":"West Region"}})");
  CHECK(state.size() == 2);
  CHECK(state[0].service == "StateService");
  const auto now = uws::simulator::format_utc(platform.world().clock.now());
  const auto span = R"({"accountName":"0212345678-00001","startTime":")" + now +
                    R"(","endTime":")" + now + R"("})";
  CHECK(ask("POST", "usage/actions/list/aggregate", span).size() == 7);
  CHECK(ask("POST", "usage/actions/billedusage/list", R"({"accountName":"0212345678-00001"})")[0]
            .service == "DeviceUsage");
  const auto profile = ask("POST", "profile/actions/deactivate",
                           R"({"accountName":"0212345678-00001","reasonCode":"FF",
          "devices":[{"ids":[{"id":"89148000000800784259","kind":"iccid"}]}]})");
  CHECK(profile[0].service == "DeviceProfileService");
  for (const char* path : {"accounts/", "plans/", "callbacks/"}) {
    CHECK(platform.call("GET", std::string("/m2m/v1/") + path + kAccount).status == 200);
  }
  CHECK(platform.call("GET", "/m2m/v1/accounts/" + kAccount + "/statesandservices").status == 200);
}
