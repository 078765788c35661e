// Callbacks through real processes: every service, and receivers that refuse, stall or fault.

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "tests/e2e/envelopes.h"
#include "tests/e2e/stack.h"
#include "tests/support/golden_file.h"
#include "tests/support/paths.h"
#include "tests/support/receiver.h"

using namespace uws::test;
using uws::simulator::Json;
using uws::simulator::text_of;

namespace {

// From the first <Data> on, without the counts, which are the gateway's own.
std::string data_part(const std::string& envelope) {
  const auto begin = envelope.find("<Data>");
  if (begin == std::string::npos) return {};
  auto data = envelope.substr(begin);
  for (const char* name : {"CallbackCount", "MaxCallbackThreshold"}) {
    const auto value = element(data, name);
    const auto open = "<" + std::string(name) + ">", close = "</" + std::string(name) + ">";
    data = replaced(data, open + value + close, open + close);
  }
  return data;
}

struct Sample {
  std::string request_id, data;
  Json body;
};

// Recorded callbacks of a service, with request ids and without the recording's credentials.
std::vector<Sample> samples(const std::filesystem::path& folder) {
  std::vector<Sample> found;
  for (const auto& path : uws::testing::golden_files(folder)) {
    const auto file = uws::testing::read_golden(path);
    REQUIRE(file);
    const auto* rest = file->find("rest callback");
    const auto* soap = file->find("soap callback");
    auto body = rest ? Json::parse(*rest, nullptr, false) : Json();
    if (!soap || text_of(body, "requestId").empty() || !contains(*soap, "<Data>")) continue;
    const bool double_data = folder.filename() == "CarrierService";
    if (contains(*soap, "<Data><Data>") != double_data) continue;
    // A number the simulator's JSON cannot hold does not come through it whole.
    if (contains(body.dump(), "e+")) continue;
    const auto id = folder.filename().string() + "-" + path.stem().string();
    for (const char* name : {"username", "password", "callbackCount", "maxCallbackThreshold"}) {
      body.erase(name);
    }
    body["requestId"] = id;
    found.push_back({id, data_part(*soap), body});
  }
  return found;
}

// The platform's name of a callback service.
std::string rest_name(const std::string& service) {
  return service == "PromoChange" ? "PromoChanges" : service;
}

std::string body_of(const std::vector<Received>& received, const std::string& request_id) {
  for (const auto& callback : received) {
    if (element(callback.body, "RequestId") == request_id) return callback.body;
  }
  return {};
}

}  // namespace

TEST_CASE("every callback service is registered and relayed") {
  Receiver receiver;
  Stack stack;
  REQUIRE(stack.log_in() != "");
  const std::filesystem::path golden = uws::test::source_path("/tests/golden/callback");
  std::size_t services = 0;
  std::vector<Sample> sent;
  for (const auto& folder : std::filesystem::directory_iterator(golden)) {
    const auto service = folder.path().filename().string();
    CAPTURE(service);
    ++services;
    REQUIRE(stack.register_callback(service, receiver.url("/" + service)).status == 200);
    const auto of_service = samples(folder.path());
    CHECK(of_service.size() > 0);
    for (const auto& sample : of_service) {
      REQUIRE(stack.send_callback(rest_name(service), sample.body).status == 200);
      sent.push_back(sample);
    }
  }
  CHECK(services == 13);
  const auto received = receiver.wait(sent.size());
  CHECK(received.size() == sent.size());
  for (const auto& sample : sent) {
    CAPTURE(sample.request_id);
    const auto body = body_of(received, sample.request_id);
    CHECK(data_part(body) == sample.data);
    CHECK(element(body, "Username") == "fleet-receiver");
    CHECK(element(body, "Password") == "receiver-password");
    const auto service = sample.request_id.substr(0, sample.request_id.find('-'));
    CHECK(std::any_of(received.begin(), received.end(), [&](const Received& callback) {
      return callback.path == "/" + service && contains(callback.body, sample.request_id);
    }));
  }
}

TEST_CASE("a text from a device becomes an SmsCallbackRequest") {
  Receiver receiver;
  Stack stack;
  REQUIRE(stack.log_in() != "");
  REQUIRE(stack.register_callback("EnhancedConnectivityService", receiver.url()).status == 200);
  REQUIRE(
      stack.call("EnhancedConnectivityService", "StartSmsCallback", member("AccountName", kAccount))
          .status == 200);
  const Json text = {{"deviceIds", Json::array({{{"id", kIccid}, {"kind", "iccid"}}})},
                     {"message", "oil < 5 & falling"}};
  REQUIRE(stack.sim().call("POST", "/sim/sms", text.dump()).status == 200);
  // Three texts wait on the platform when it is asked to begin.
  const auto received = receiver.wait(4);
  REQUIRE(received.size() >= 4);
  bool found = false;
  for (const auto& callback : received) {
    CHECK(contains(callback.body, "<SmsCallbackRequest "));
    found = found || contains(callback.body, "oil &lt; 5 &amp; falling");
  }
  CHECK(found);
}

TEST_CASE("a receiver that refuses, faults and stalls gets the callback until it takes it") {
  int nth = 0;
  Receiver receiver([&](const Received&) -> Reaction {
    ++nth;
    if (nth == 1) return {500, "", {}};
    if (nth == 2) return {200, receiver_fault(), {}};
    if (nth == 3) return {200, "", std::chrono::milliseconds(5'000)};
    return {};
  });
  Stack stack({{}, {{"UWS_RELAY_TIMEOUT_MS", "300"}}});
  REQUIRE(stack.log_in() != "");
  REQUIRE(stack.register_callback("CarrierService", receiver.url()).status == 200);
  REQUIRE(stack.send_callback("CarrierService", plan_change("first")).status == 200);
  REQUIRE(receiver.wait(1).size() >= 1);
  REQUIRE(stack.send_callback("CarrierService", plan_change("second")).status == 200);
  const auto received = receiver.wait(5);
  REQUIRE(received.size() == 5);
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(element(received[i].body, "RequestId") == "first");
    CHECK(element(received[i].body, "CallbackCount") == std::to_string(i + 1));
  }
  // Order is kept: the second waited for the first.
  CHECK(element(received[4].body, "RequestId") == "second");
}

TEST_CASE("a move of many devices brings one message for each of them") {
  constexpr std::size_t kDevices = 500;
  Receiver receiver;
  Stack stack({{"--devices", std::to_string(kDevices)}, {}});
  REQUIRE(stack.log_in() != "");
  REQUIRE(stack.register_callback("CarrierService", receiver.url()).status == 200);
  const auto moved = stack.call("CarrierService", "MoveDevice",
                                member("AccountNameFilter", kAccount) +
                                    member("DeviceServicePlanFilter", "m2m_4G") +
                                    member("AccountName", kOtherAccount));
  const auto request_id = element(moved.body, "a:RequestId");
  REQUIRE(request_id.size() == 36);
  std::set<std::string> moved_devices;
  // Three of the named devices have this plan too.
  for (const auto& callback : receiver.wait(kDevices + 3)) {
    CHECK(element(callback.body, "RequestId") == request_id);
    CHECK(occurrences(callback.body, "<MoveDevice>") == 1);
    const auto device = element(callback.body, "MoveDevice");
    CHECK(moved_devices.insert(element(device, "Identifier")).second);
  }
  CHECK(moved_devices.size() == kDevices + 3);
}

TEST_CASE("a registration whose answer was lost upstream loses no callback") {
  Receiver receiver;
  Stack stack;
  REQUIRE(stack.log_in() != "");
  stack.script("POST /m2m/v1/callbacks/*:reset:after");
  stack.script("GET /m2m/v1/callbacks/*:reset:skip=1");
  CHECK(stack.register_callback("CarrierService", receiver.url()).status == 500);
  stack.script_nothing();
  // The platform has registered it and calls.
  REQUIRE(stack.send_callback("CarrierService", plan_change("early")).status == 200);
  CHECK(eventually(
      [&] { return stack.sim().json("GET", "/sim/callbacks")[0]["state"] == "delivered"; }));
  // Clients try again after a fault.
  REQUIRE(stack.register_callback("CarrierService", receiver.url()).status == 200);
  REQUIRE(stack.send_callback("CarrierService", plan_change("late")).status == 200);
  const auto received = receiver.wait(2);
  REQUIRE(received.size() == 2);
  CHECK(element(received[0].body, "RequestId") == "early");
  CHECK(element(received[1].body, "RequestId") == "late");
}

TEST_CASE("a registration made anew moves what waits to the new receiver") {
  Receiver broken([](const Received&) { return Reaction{503, "", {}}; });
  Receiver receiver;
  Stack stack;
  REQUIRE(stack.log_in() != "");
  REQUIRE(stack.register_callback("CarrierService", broken.url()).status == 200);
  REQUIRE(stack.send_callback("CarrierService", plan_change("first")).status == 200);
  REQUIRE(broken.wait(2).size() >= 2);
  REQUIRE(stack.register_callback("CarrierService", receiver.url()).status == 200);
  const auto received = receiver.wait(1);
  REQUIRE(received.size() == 1);
  CHECK(element(received[0].body, "RequestId") == "first");
}

TEST_CASE("a webhook nobody vouches for is refused and reaches no receiver") {
  Receiver receiver;
  Stack stack;
  REQUIRE(stack.log_in() != "");
  REQUIRE(stack.register_callback("CarrierService", receiver.url()).status == 200);
  auto forged = plan_change("forged");
  forged["username"] = "somebody";
  forged["password"] = "else";
  REQUIRE(stack.send_callback("CarrierService", forged).status == 200);
  CHECK(eventually([&] {
    return contains(stack.gateway().admin("/metrics").body,
                    "uws_webhooks_total{outcome=\"refused_credentials\"} 4");
  }));
  REQUIRE(stack.send_callback("CarrierService", plan_change("genuine")).status == 200);
  const auto received = receiver.wait(1);
  REQUIRE(received.size() == 1);
  CHECK(element(received[0].body, "RequestId") == "genuine");
}
