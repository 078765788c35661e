// Every golden exchange as a recording, replayed against the running gateway with the platform that
// it was recorded with.

#include <doctest/doctest.h>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "bridge/recording/files.h"
#include "bridge/recording/har.h"
#include "bridge/recording/replayer.h"
#include "bridge/tools/blocking_client.h"
#include "tests/e2e/scripted_platform.h"
#include "tests/support/gateway_process.h"
#include "tests/support/paths.h"
#include "tests/support/temp_dir.h"

using namespace uws;
using namespace uws::test;
using recording::Recorded;
using Json = nlohmann::json;

namespace {

// As the golden exchanges have it.
constexpr std::time_t kGoldenNow = 1'769'817'600;  // 2026-01-31T00:00:00Z

std::vector<Recorded> golden_recordings() {
  auto all = recording::read_recordings(source_path("/tests/golden"));
  REQUIRE_MESSAGE(all, all.error());
  std::erase_if(*all, [](const Recorded& each) { return each.more.contains("rest callback"); });
  // Through a file, as an owner has them.
  auto read = recording::read_har(recording::har_text(*all));
  REQUIRE_MESSAGE(read, read.error());
  return *read;
}

Process::Environment variables_of(const ScriptedPlatform& platform, const std::string& store,
                                  const Json& context) {
  auto variables = gateway_variables(platform.port(), store);
  const auto offset = store + ".clock";
  std::ofstream(offset) << kGoldenNow - std::time(nullptr);
  set(variables, {{"LD_PRELOAD", UWS_CLOCK_SHIM},
                  {"ASAN_OPTIONS", "verify_asan_link_order=0"},
                  {"UWS_CLOCK_OFFSET", offset},
                  {"UWS_REST_BREAKER_FAILURES", "0"},
                  {"UWS_REST_LOGIN_MEMORY_MS", "0"}});
  if (context.contains("max_response_bytes")) {
    set(variables, {{"UWS_CONTRACT_MAX_RESPONSE_BYTES", context["max_response_bytes"].dump()}});
  }
  if (context.contains("go_to_state_path")) {
    set(variables, {{"UWS_REST_GO_TO_STATE_PATH", context["go_to_state_path"].get<std::string>()}});
  }
  return variables;
}

// A gateway in front of a scripted platform.
class World {
 public:
  explicit World(const Json& context = Json::object())
      : gateway_(variables_of(platform_, folder_ / "store.db", context)) {
    settings_.against = "http://127.0.0.1:" + std::to_string(gateway_.soap_port());
    settings_.allow_changes = true;
    settings_.key = "key";
    send_ = tools::blocking_client({});
  }

  recording::Replayed replay(const Recorded& recorded) {
    platform_.script(recorded.asked);
    return recording::Replayer(settings_, send_).replay(recorded);
  }
  ScriptedPlatform& platform() { return platform_; }

 private:
  TempDir folder_;
  ScriptedPlatform platform_;
  GatewayProcess gateway_;
  recording::ReplaySettings settings_;
  recording::Send send_;
};

Json context_of(const Recorded& recorded) {
  const auto found = recorded.more.find("context");
  return found == recorded.more.end() ? Json::object() : Json::parse(found->second);
}

// A RegisterCallback that succeeds, for a store that must know something.
Recorded registration(const Json& known) {
  Recorded made;
  made.url = "http://gateway.invalid/api/v2/CallbackRegistrationService.svc";
  made.request_headers.add("Content-Type", "text/xml; charset=utf-8");
  made.request_headers.add(
      "SOAPAction",
      "http://nphase.com/unifiedwebservice/v2/ICallbackRegistrationService/RegisterCallback");
  made.operation = "CallbackRegistrationService.RegisterCallback";
  const auto element = [&](const char* soap, const char* json) {
    auto text = known.value(json, "");
    for (const auto& [what, by] : {std::pair("&", "&amp;"), std::pair("<", "&lt;")}) {
      for (auto at = text.find(what); at != text.npos; at = text.find(what, at + 1)) {
        text.replace(at, 1, by);
      }
    }
    return "<a:" + std::string(soap) + ">" + text + "</a:" + soap + ">";
  };
  made.request =
      R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header><h:token )"
      R"(xmlns:h="http://nphase.com/unifiedwebservice/v2">0981e063-b2b0-4b47-bb28-7dea88a76fb4)"
      R"(</h:token></s:Header><s:Body><RegisterCallback )"
      R"(xmlns="http://nphase.com/unifiedwebservice/v2"><Input xmlns:a="http://schemas.)"
      R"(datacontract.org/2004/07/NPhase.UnifiedWebService.APIs.v2.Contract.)"
      R"(CallbackRegistrationService">)" +
      element("AccountName", "account") + element("ServiceName", "service") +
      element("Url", "url") + element("Username", "username") + element("Password", "password") +
      "</Input></RegisterCallback></s:Body></s:Envelope>";
  made.status = 200;
  made.asked = {{false, "GET", "", "", 200, "application/json", "[]"},
                {false, "POST", "", "", 200, "application/json", "{}"}};
  return made;
}

bool asks_store(const Recorded& recorded) {
  return std::ranges::any_of(recorded.asked, [](const auto& asked) { return asked.store; });
}

// What the store must know before.
std::vector<Json> known_before(const Recorded& recorded) {
  std::vector<Json> all;
  for (const auto& asked : recorded.asked) {
    if (!asked.store) continue;
    const auto reply = Json::parse(asked.reply, nullptr, false);
    if (!reply.is_object()) continue;
    for (const auto& each : reply.value("registrations", Json::array())) all.push_back(each);
  }
  return all;
}

// Makes the gateway's store know them; false when no client could have registered one.
bool knows(World& world, const std::vector<Json>& registrations) {
  return std::ranges::all_of(registrations, [&](const Json& known) {
    return world.replay(registration(known)).live.find(":Fault>") == std::string::npos;
  });
}

// What only the recorded gateway could meet: a store that fails, a platform that lists the very
// address the gateway has just made up.
bool cannot_be_had(const Recorded& recorded) {
  std::string own_url;
  for (const auto& asked : recorded.asked) {
    if (asked.store && asked.status == 0) return true;
    const auto reply = asked.store ? Json::parse(asked.reply, nullptr, false) : Json();
    if (reply.is_object()) own_url = reply.value("callback_url", own_url);
  }
  return !own_url.empty() && std::ranges::any_of(recorded.asked, [&](const auto& asked) {
    return !asked.store && asked.reply.find(own_url) != std::string::npos;
  });
}

}  // namespace

TEST_CASE("all golden exchanges replay with the same bytes") {
  std::map<std::string, std::unique_ptr<World>> worlds;
  std::size_t same = 0, left_out = 0;
  for (const auto& recorded : golden_recordings()) {
    CAPTURE(recorded.name);
    if (cannot_be_had(recorded)) {
      ++left_out;
      continue;
    }
    const auto context = context_of(recorded);
    auto& world = worlds[asks_store(recorded) ? "store" : context.dump()];
    if (!world || asks_store(recorded)) world = std::make_unique<World>(context);
    if (!knows(*world, known_before(recorded))) {
      ++left_out;
      continue;
    }
    const auto result = world->replay(recorded);
    if (result.outcome == recording::ReplayOutcome::same_bytes) ++same;
    CHECK_MESSAGE(result.outcome == recording::ReplayOutcome::same_bytes, name_of(result.outcome),
                  " ", result.why, "\n", result.recorded, "\n", result.live);
    for (const auto& line : world->platform().surprises()) {
      if (!asks_store(recorded)) FAIL_CHECK(line);
    }
  }
  MESSAGE(same, " exchanges with the same bytes, ", left_out,
          " left out, whose store cannot be had by asking");
  CHECK(same + left_out == 566);
  CHECK(left_out == 6);
}
