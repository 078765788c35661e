// What operators see: one line a call, no secret anywhere.

#include <doctest/doctest.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

#include "tests/e2e/envelopes.h"
#include "tests/e2e/stack.h"
#include "tests/support/paths.h"
#include "tests/support/receiver.h"
#include "tests/support/temp_dir.h"

using namespace uws::test;
using uws::simulator::Json;
using uws::simulator::text_of;

namespace {

std::vector<std::string> lines(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> out;
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

RawResponse move(Stack& stack) {
  return stack.call("CarrierService", "MoveDevice",
                    device_list({kIccid}) + member("AccountName", kAccount));
}

}  // namespace

TEST_CASE("every call leaves one line with a request id of its own, as JSON that parses") {
  Stack stack({{}, {{"UWS_LOG_FORMAT", "json"}}});
  REQUIRE(stack.log_in() != "");
  CHECK(move(stack).status == 200);
  CHECK(stack.call("CarrierService", "MoveDevice", device_list({kIccid})).status == 500);
  CHECK(stack.post("CarrierService", "Sing", envelope("CarrierService", "Sing", "", "")).status ==
        500);
  CHECK(stack.post("CarrierService", "MoveDevice", "").status == 400);
  stack.gateway().process().signal(SIGTERM);
  REQUIRE(stack.gateway().process().wait_exit() == 0);
  std::vector<Json> calls;
  std::set<std::string> ids;
  for (const auto& line : lines(stack.gateway().process().errors())) {
    const auto entry = Json::parse(line, nullptr, false);
    REQUIRE_MESSAGE(entry.is_object(), line);
    if (text_of(entry, "event") != "call") continue;
    calls.push_back(entry);
    ids.insert(text_of(entry, "request_id"));
  }
  REQUIRE(calls.size() == 5);
  CHECK(ids.size() == 5);
  CHECK_FALSE(ids.contains(""));
  CHECK(calls[0]["operation"] == "SessionService.LogIn");
  CHECK(calls[1]["operation"] == "CarrierService.MoveDevice");
  CHECK(calls[1]["status"] == 200);
  CHECK(calls[1]["rest_status"] == 200);
  CHECK(text_of(calls[1], "client").starts_with("127.0.0.1:"));
  CHECK(calls[2]["status"] == 500);
  CHECK_FALSE(text_of(calls[2], "fault").empty());
  CHECK_FALSE(calls[2].contains("rest_status"));
  CHECK(calls[3]["status"] == 500);
  CHECK(calls[4]["status"] == 400);
}

TEST_CASE("a log file takes every line, and on SIGHUP a new one takes the rest") {
  const TempDir dir;
  const auto file = dir / "log", moved = dir / "log.1";
  const auto calls_in = [](const std::filesystem::path& path) {
    std::ifstream in(path);
    return occurrences(std::string((std::istreambuf_iterator<char>(in)), {}), " info call ");
  };
  Stack stack({{}, {{"UWS_LOG_FILE", file.string()}}});
  REQUIRE(stack.log_in() != "");
  CHECK(move(stack).status == 200);
  CHECK(eventually([&] { return calls_in(file) == 2; }));
  std::filesystem::rename(file, moved);
  stack.gateway().process().signal(SIGHUP);
  REQUIRE(eventually([&] { return std::filesystem::exists(file); }));
  for (int i = 0; i < 3; ++i) CHECK(move(stack).status == 200);
  stack.gateway().process().signal(SIGTERM);
  REQUIRE(stack.gateway().process().wait_exit() == 0);
  CHECK(calls_in(moved) == 2);
  CHECK(calls_in(file) == 3);
  CHECK_FALSE(contains(stack.gateway().process().errors(), " info call "));
}

TEST_CASE("docs/running.md names every metric of the page") {
  Stack stack;
  REQUIRE(stack.log_in() != "");
  CHECK(move(stack).status == 200);
  stack.script("PUT /m2m/v1/devices/actions/move:reset");
  CHECK(move(stack).status == 500);
  const auto page = stack.gateway().admin("/metrics").body;
  CHECK(contains(page, "uws_rest_calls_total{status=\"200\"} "));
  CHECK(contains(page, "uws_rest_calls_total{status=\"none\"} 1\n"));
  std::ifstream in(source_path("/docs/running.md"));
  const std::string docs((std::istreambuf_iterator<char>(in)), {});
  int families = 0;
  for (const auto& line : lines(page)) {
    constexpr std::string_view kType = "# TYPE ";
    if (!line.starts_with(kType)) continue;
    const auto name = line.substr(kType.size(), line.find(' ', kType.size()) - kType.size());
    ++families;
    const bool listener = name.starts_with("uws_http_") && contains(docs, "`uws_http_*{listener}`");
    CHECK_MESSAGE((listener || contains(docs, "`" + name)), name);
  }
  CHECK(families > 20);
}

TEST_CASE("no secret is in the log, on the metrics page or in what the simulator tells") {
  Receiver receiver([](const Received&) { return Reaction{500, "", {}}; });
  Stack stack({{}, {{"UWS_LOG_LEVEL", "debug"}}});
  REQUIRE(stack.log_in() != "");
  const auto reset = stack.call("AccountService", "GetNewPassword",
                                member("OldPassword", "demo") + member("Username", "demo"));
  const auto password = element(reset.body, "a:NewPassword");
  REQUIRE_MESSAGE(password.size() > 8, reset.body);
  const auto token = stack.log_in("demo", password);
  REQUIRE(token != "");
  REQUIRE(stack.register_callback("CarrierService", receiver.url()).status == 200);
  CHECK(move(stack).status == 200);
  REQUIRE(receiver.wait(3).size() >= 3);
  stack.script("PUT /m2m/v1/devices/actions/move:reset");
  CHECK(move(stack).status == 500);
  stack.script_nothing();
  stack.script("PUT /m2m/v1/devices/actions/move:error=REQUEST_FAILED.SessionToken.Expired");
  CHECK(move(stack).status == 500);
  CHECK(stack.log_in("demo", "a-wrong-password") == "");

  // The bearer and the gateway's own callback credentials, as the platform knows them.
  RawClient client(stack.sim().port());
  client.send(
      "POST /api/ts/v1/oauth2/token HTTP/1.1\r\nHost: sim\r\nConnection: close\r\n"
      "Authorization: Basic "
      "ZTJlLWFwcGxpY2F0aW9uLWtleTplMmUtYXBwbGljYXRpb24tc2VjcmV0\r\n"
      "Content-Length: 29\r\n\r\ngrant_type=client_credentials");
  const auto bearer = text_of(Json::parse(client.read_response().body), "access_token");
  REQUIRE(bearer.size() == 36);

  const auto metrics = stack.gateway().admin("/metrics").body;
  const auto told = stack.sim().call("GET", "/sim/requests").body +
                    stack.sim().call("GET", "/sim/callbacks").body;
  stack.gateway().process().signal(SIGTERM);
  REQUIRE(stack.gateway().process().wait_exit() == 0);
  const auto log = stack.gateway().process().errors() + stack.gateway().process().output();
  CHECK(occurrences(log, "request_id=") >= 8);
  CHECK(contains(metrics, "uws_calls_total"));
  for (const std::string& secret :
       {std::string(kAppSecret), bearer, password, token, std::string("receiver-password"),
        std::string("a-wrong-pass")}) {
    CAPTURE(secret);
    CHECK_FALSE(contains(log, secret));
    CHECK_FALSE(contains(metrics, secret));
    CHECK_FALSE(contains(told, secret));
  }
}
