#include <doctest/doctest.h>

#include <csignal>

#include "tests/simulator/sim_process.h"
#include "tests/support/receiver.h"

using uws::simulator::Json;
using uws::simulator::text_of;
using uws::test::Process;
using uws::test::RawClient;
using uws::test::Reaction;
using uws::test::Received;
using uws::test::Receiver;
using uws::test::SimProcess;

namespace {

const std::string kAccount = "0212345678-00001";
const std::string kGroups = "/api/m2m/v1/groups/" + kAccount;
const std::string kMove = "/api/m2m/v1/devices/actions/move";
const std::string kPlan = "/api/m2m/v1/devices/actions/plan";
const std::string kDevice = R"("devices":[{"deviceIds":[{"id":"89148000000800784259",)"
                            R"("kind":"iccid"}]}])";

// A webhook: answers its requests with these statuses in turn, then with 200.
class CallbackListener {
 public:
  explicit CallbackListener(std::vector<int> statuses = {})
      : receiver_([statuses, at = std::size_t{0}](const Received&) mutable {
          const auto status = at < statuses.size() ? statuses[at] : 200;
          ++at;
          return Reaction{status, {}, {}};
        }) {}

  std::string url() const { return receiver_.url("/hook"); }
  // The bodies so far, once there are at least `count` of them or a minute has passed.
  std::vector<Json> wait(std::size_t count) {
    std::vector<Json> bodies;
    for (const auto& one : receiver_.wait(count)) {
      bodies.push_back(Json::parse(one.body, nullptr, false));
    }
    return bodies;
  }

 private:
  Receiver receiver_;
};

void listen(SimProcess& sim, const CallbackListener& listener, const std::string& service) {
  const Json body = {{"name", service},
                     {"url", listener.url()},
                     {"username", "hook-user"},
                     {"password", "hook-password"}};
  REQUIRE(sim.call("POST", "/api/m2m/v1/callbacks/" + kAccount, body.dump()).status == 200);
}

}  // namespace

TEST_CASE("the program ends cleanly, and refuses bad usage") {
  SimProcess sim({});
  sim.log_in();
  CHECK(sim.call("GET", kGroups).status == 200);
  sim.process().signal(SIGTERM);
  CHECK(sim.process().wait_exit() == 0);
  const auto exit_code = [](const std::vector<std::string>& args) {
    Process process("thingspace-sim", args);
    return process.wait_exit();
  };
  CHECK(exit_code({}) == 2);
  CHECK(exit_code({"--port", "0", "--colour"}) == 2);
  CHECK(exit_code({"--port", "0", "--fault", "PUT /x"}) == 2);
  CHECK(exit_code({"--port", "0", "--fault", "PUT /x:status=7"}) == 2);
  CHECK(exit_code({"--port", "0", "--fault", "PUT /x:times=1"}) == 2);
  CHECK(exit_code({"--port", "0", "--page-size", "0"}) == 2);
  CHECK(exit_code({"--help"}) == 0);
}

TEST_CASE("sessions expire and users are locked") {
  SimProcess sim({"--session-minutes", "5"});
  CHECK(sim.call("GET", kGroups).status == 401);
  sim.log_in();
  CHECK(sim.call("GET", kGroups).status == 200);
  CHECK(sim.call("POST", "/sim/advance?minutes=6").status == 200);
  const auto expired = sim.call("GET", kGroups);
  CHECK(expired.status == 400);
  CHECK(text_of(Json::parse(expired.body), "errorCode") ==
        "UnifiedWebService.REQUEST_FAILED.SessionToken.Expired");
  sim.log_in();
  CHECK(sim.call("GET", kGroups.substr(4)).status == 200);
  const std::string log_in = "/api/m2m/v1/session/login";
  for (int i = 0; i < 5; ++i) {
    CHECK(sim.call("POST", log_in, R"({"username":"demo","password":"x"})").status == 400);
  }
  const auto locked = sim.call("POST", log_in, R"({"username":"demo","password":"demo"})");
  CHECK(locked.status == 400);
}

TEST_CASE("move and plan are reported to the registered listener") {
  CallbackListener listener;
  SimProcess sim({"--callback-delay-ms", "1"});
  sim.log_in();
  listen(sim, listener, "CarrierService");
  const auto plan = sim.json("PUT", kPlan, R"({"servicePlan":"M2M5GB",)" + kDevice + "}");
  auto bodies = listener.wait(1);
  REQUIRE(bodies.size() == 1);
  CHECK(text_of(bodies[0], "username") == "hook-user");
  CHECK(text_of(bodies[0], "password") == "hook-password");
  CHECK(text_of(bodies[0], "requestId") == text_of(plan, "requestId"));
  CHECK(bodies[0]["callbackCount"] == 1);
  CHECK(bodies[0]["maxCallbackThreshold"] == 4);
  CHECK(bodies[0]["deviceResponse"]["changeServicePlanResponse"]["servicePlan"] == "M2M5GB");
  sim.call("PUT", kMove, R"({"accountName":"0212345678-00002",)" + kDevice + "}");
  bodies = listener.wait(2);
  REQUIRE(bodies.size() == 2);
  CHECK(bodies[1]["deviceResponse"].contains("moveDeviceResponse"));
  const auto list =
      sim.json("POST", "/api/m2m/v1/devices/actions/list", R"({"accountName":"0212345678-00002"})");
  CHECK(list["devices"].size() == 3);
}

TEST_CASE("a callback is tried four times") {
  CallbackListener listener({500, 302, 200, 500, 500, 500, 500});
  SimProcess sim({"--callback-delay-ms", "1", "--callback-retry-ms", "1"});
  sim.log_in();
  listen(sim, listener, "CarrierService");
  const auto settled = [&](std::size_t count, const std::string& state) {
    const auto records = sim.wait_for("/sim/callbacks", [&](const Json& list) {
      return list.size() == count && list[count - 1]["state"] == state;
    });
    return records[count - 1];
  };
  sim.call("PUT", kPlan, R"({"servicePlan":"M2M5GB",)" + kDevice + "}");
  CHECK(settled(1, "delivered")["attempts"] == 3);
  sim.call("PUT", kPlan, R"({"servicePlan":"m2m4G",)" + kDevice + "}");
  CHECK(settled(2, "given up")["attempts"] == 4);
  const auto bodies = listener.wait(7);
  REQUIRE(bodies.size() == 7);
  for (int i = 0; i < 3; ++i) CHECK(bodies[static_cast<std::size_t>(i)]["callbackCount"] == i + 1);
}

TEST_CASE("a callback can be sent by hand") {
  CallbackListener listener;
  SimProcess sim({});
  sim.log_in();
  const std::string promo = R"({"service":"PromoChanges","body":{"requestId":"r-1",
      "deviceResponse":{"promoChangeResponse":{"change":"PROMO1"}}}})";
  CHECK(sim.call("POST", "/sim/callbacks", promo).status == 404);
  listen(sim, listener, "PromoChanges");
  CHECK(sim.call("POST", "/sim/callbacks", promo).status == 200);
  const auto bodies = listener.wait(1);
  REQUIRE(bodies.size() == 1);
  CHECK(text_of(bodies[0], "username") == "hook-user");
  CHECK(text_of(bodies[0], "requestId") == "r-1");
}

TEST_CASE("scripted faults") {
  SimProcess sim({"--fault", "PUT /m2m/v1/devices/actions/move:status=503:times=1"});
  sim.log_in();
  const std::string body = R"({"accountName":"0212345678-00002",)" + kDevice + "}";
  CHECK(sim.call("PUT", kMove, body).status == 503);
  CHECK(sim.call("PUT", kMove, body).status == 200);
  const auto script = [&](const std::string& spec) {
    CHECK(sim.call("DELETE", "/sim/faults").status == 200);
    CHECK(sim.call("POST", "/sim/faults", Json{{"spec", spec}}.dump()).status == 200);
  };
  script("GET /m2m/v1/groups/{accountName}:error=REQUEST_FAILED.AccountName");
  const auto refused = sim.call("GET", kGroups);
  CHECK(refused.status == 400);
  CHECK(text_of(Json::parse(refused.body), "errorCode") ==
        "UnifiedWebService.REQUEST_FAILED.AccountName");
  script("* /m2m/v1/groups*:html");
  CHECK(sim.call("GET", kGroups).header("Content-Type") == "text/html");
  script("GET /m2m/v1/groups*:xml403:skip=1");
  CHECK(sim.call("GET", kGroups).status == 200);
  CHECK(sim.call("GET", kGroups).status == 403);
  script("GET /m2m/v1/groups*:delay=150");
  const auto begin = std::chrono::steady_clock::now();
  CHECK(sim.call("GET", kGroups).status == 200);
  CHECK(std::chrono::steady_clock::now() - begin >= std::chrono::milliseconds(150));
  script("GET /m2m/v1/groups*:reset");
  RawClient client(sim.port());
  client.send("GET " + kGroups + " HTTP/1.1\r\nHost: sim\r\n\r\n");
  CHECK(client.read_until_close().empty());
  CHECK(client.was_reset());
  CHECK(sim.call("POST", "/sim/faults", R"({"spec":"nonsense"})").status == 400);
}

TEST_CASE("a scripted answer") {
  SimProcess sim({});
  sim.log_in();
  const std::string answer = R"({"spec":"GET /m2m/v1/groups*:status=202:times=1","body":[{}]})";
  CHECK(sim.call("POST", "/sim/faults", answer).status == 200);
  const auto given = sim.call("GET", kGroups);
  CHECK(given.status == 202);
  CHECK(given.body == "[{}]");
  CHECK(sim.call("GET", kGroups).status == 200);
}

TEST_CASE("a fault after the fact leaves the change behind") {
  SimProcess sim({"--fault", "POST /m2m/v1/groups:status=504:after"});
  sim.log_in();
  const std::string group =
      R"({"accountName":"0212345678-00001","groupName":"New","groupDescription":"d"})";
  CHECK(sim.call("POST", "/api/m2m/v1/groups", group).status == 504);
  CHECK(sim.call("GET", kGroups + "/name/New").status == 200);
}

TEST_CASE("the device list is paged") {
  SimProcess sim({"--devices", "30", "--page-size", "20"});
  sim.log_in();
  const auto page = [&](const std::string& cursor) {
    return sim.call("POST", "/api/m2m/v1/devices/actions/list",
                    R"({"accountName":"0212345678-00001","largestDeviceIdSeen":)" + cursor + "}");
  };
  const auto first = page("0");
  CHECK(first.status == 202);
  const auto devices = Json::parse(first.body)["devices"];
  REQUIRE(devices.size() == 20);
  const auto second = page(text_of(devices[19]["extendedAttributes"].back(), "value"));
  CHECK(second.status == 200);
  CHECK(Json::parse(second.body)["devices"].size() == 16);
}

TEST_CASE("the calls seen are listed without secrets") {
  SimProcess sim({});
  sim.log_in();
  sim.call("GET", kGroups + "?x=1");
  const auto text = sim.call("GET", "/sim/requests").body;
  const auto seen = Json::parse(text);
  REQUIRE(seen.size() == 3);
  CHECK(seen[2]["target"] == "/m2m/v1/groups/" + kAccount + "?x=1");
  CHECK(seen[1]["body"]["password"] == "***");
  CHECK(text.find("azpz") == std::string::npos);
  CHECK(text.find("Bearer") == std::string::npos);
  CHECK(sim.call("DELETE", "/sim/requests").status == 200);
  CHECK(sim.json("GET", "/sim/requests").empty());
}
