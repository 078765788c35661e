// The gateway beside an old service: who answers, what is compared, and that no client ever
// notices.

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>

#include "bridge/recording/files.h"
#include "tests/e2e/envelopes.h"
#include "tests/e2e/stack.h"
#include "tests/support/receiver.h"
#include "tests/support/temp_dir.h"

using namespace uws::test;

namespace {

std::string shadowed(Stack& stack, const std::string& operation, const std::string& outcome) {
  const auto page = stack.gateway().admin("/metrics").body;
  const auto line =
      "uws_shadow_total{operation=\"" + operation + "\",outcome=\"" + outcome + "\"} ";
  const auto at = page.find(line);
  if (at == std::string::npos) return "0";
  const auto begin = at + line.size();
  return page.substr(begin, page.find('\n', begin) - begin);
}

Process::Environment shadow(const std::string& url, const std::string& serve) {
  return {{"UWS_SHADOW_OLD_SERVICE_URL", url},
          {"UWS_SHADOW_SERVE", serve},
          {"UWS_SHADOW_TIMEOUT_MS", "1000"}};
}

std::string url_of(Stack& stack) {
  return "http://127.0.0.1:" + std::to_string(stack.gateway().soap_port());
}

RawResponse groups(Stack& stack) {
  return stack.call("DeviceGroupService", "GetDeviceGroupList", member("AccountName", kAccount));
}

RawResponse move(Stack& stack) {
  return stack.call("CarrierService", "MoveDevice",
                    device_list({kIccid}) + member("AccountName", kAccount));
}

struct Calls {
  int failed = 0;
  double median = 0, slowest = 0;  // ms
};

Calls a_thousand_calls(Stack& stack) {
  constexpr std::size_t kCalls = 1'000;
  Calls made;
  std::vector<double> ms;
  RawClient client(stack.gateway().soap_port());
  const auto bytes = http_post("DeviceGroupService", "GetDeviceGroupList",
                               envelope("DeviceGroupService", "GetDeviceGroupList", stack.token(),
                                        member("AccountName", kAccount)));
  for (std::size_t i = 0; i < kCalls; ++i) {
    const auto begun = std::chrono::steady_clock::now();
    client.send(bytes);
    made.failed += client.read_response().status != 200;
    ms.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun)
                     .count());
  }
  std::ranges::sort(ms);
  made.median = ms[kCalls / 2];
  made.slowest = ms.back();
  return made;
}

constexpr const char* kGroups = "DeviceGroupService.GetDeviceGroupList";
constexpr const char* kMove = "CarrierService.MoveDevice";

}  // namespace

TEST_CASE("serve = new: reads are compared, changes stay here") {
  Stack old;
  Stack stack({{}, shadow(url_of(old), "new")});
  REQUIRE(stack.log_in() != "");
  REQUIRE(
      eventually([&] { return shadowed(stack, "SessionService.LogIn", "same_meaning") == "1"; }));
  old.forget_seen();
  CHECK(groups(stack).status == 200);
  CHECK(eventually([&] { return shadowed(stack, kGroups, "same_bytes") == "1"; }));
  CHECK(move(stack).status == 200);
  CHECK(groups(stack).status == 200);
  CHECK(eventually([&] { return shadowed(stack, kGroups, "same_bytes") == "2"; }));
  CHECK(old.seen("PUT").empty());
  CHECK(old.seen("GET").size() == 2);
}

TEST_CASE("serve = old: the old service answers, the gateway is compared, changes are translated") {
  Stack old;
  Stack stack({{}, shadow(url_of(old), "old")});
  REQUIRE(stack.log_in() != "");
  REQUIRE(
      eventually([&] { return shadowed(stack, "SessionService.LogIn", "same_meaning") == "1"; }));
  CHECK(groups(stack).status == 200);
  CHECK(eventually([&] { return shadowed(stack, kGroups, "same_bytes") == "1"; }));
  stack.forget_seen();
  CHECK(move(stack).status == 200);
  CHECK(eventually([&] { return shadowed(stack, kMove, "translated") == "1"; }));
  CHECK(stack.call("CarrierService", "MoveDevice", device_list({})).status == 500);
  CHECK(eventually([&] { return shadowed(stack, kMove, "refused") == "1"; }));
  CHECK(stack.seen("PUT").empty());
  CHECK(old.seen("PUT").size() == 1);
}

TEST_CASE("serve = old: a difference is on record with when it began and how long it took") {
  const TempDir folder;
  Stack old;
  auto settings = shadow(url_of(old), "old");
  settings.emplace_back("UWS_RECORDING_DIRECTORY", (folder / "rec").string());
  Stack stack({{}, settings});
  REQUIRE(stack.log_in() != "");
  REQUIRE(
      eventually([&] { return shadowed(stack, "SessionService.LogIn", "same_meaning") == "1"; }));
  old.script("GET /m2m/v1/groups/*:delay=700:error=REQUEST_FAILED.DeviceNotFound");
  CHECK(groups(stack).status == 500);
  CHECK(eventually([&] { return shadowed(stack, kGroups, "different") == "1"; }));
  CHECK(stack.gateway().end(SIGTERM) == 0);
  const auto all = uws::recording::read_recordings(folder / "rec");
  REQUIRE(all);
  const auto differs = [](const auto& each) { return each.more.contains("shadow differences"); };
  const auto found = std::ranges::find_if(*all, differs);
  REQUIRE(found != all->end());
  CHECK(found->started > "2020");
  CHECK(found->ms >= 700);
}

TEST_CASE("a session the other side does not know is not tried there") {
  Stack old;
  Stack stack({{}, shadow(url_of(old), "new")});
  old.forget_seen();
  CHECK(groups(stack).status == 500);
  CHECK(eventually([&] { return shadowed(stack, kGroups, "no_session") == "1"; }));
  CHECK(old.seen("").empty());
}

TEST_CASE("an old service that stalls, resets or lies fails and delays no client") {
  // A quarter of the answers each comes too late, is a lie, is none, is a reset.
  std::atomic<int> count{0};
  Receiver old([&](const Received& request) {
    if (request.soap_action.find("LogIn") != std::string::npos) {
      return Reaction{
          200, "<x><SessionToken>11111111-2222-4333-8444-555555555555</SessionToken></x>", {}};
    }
    switch (count++ % 4) {
      case 0:
        return Reaction{200, "<late/>", std::chrono::seconds(5)};
      case 1:
        return Reaction{200, "<lie>", {}};
      case 2:
        return Reaction{0, "", {}};
      default:
        return Reaction{503, "", {}};
    }
  });
  Stack stack({{}, shadow(old.url(""), "new")});
  REQUIRE(stack.log_in() != "");
  Stack alone;
  REQUIRE(alone.log_in() != "");
  const auto without = a_thousand_calls(alone), with = a_thousand_calls(stack);
  MESSAGE("1000 calls, median and slowest in ms: ", with.median, " ", with.slowest,
          "; without a shadow: ", without.median, " ", without.slowest);
  CHECK(with.failed == 0);
  CHECK(with.slowest < 1'000);  // the old service stalls for five seconds
  CHECK(eventually([&] { return shadowed(stack, kGroups, "no_answer") != "0"; }));
  CHECK(eventually([&] { return shadowed(stack, kGroups, "different") != "0"; }));
}

TEST_CASE("an old service that is gone is 502 to those it answers, and nothing to the others") {
  const auto nowhere = "http://127.0.0.1:" + std::to_string(free_port());
  Stack gone({{}, shadow(nowhere, "old")});
  CHECK(groups(gone).status == 502);
  Stack stack({{}, shadow(nowhere, "new")});
  CHECK(stack.log_in() != "");
  CHECK(groups(stack).status == 200);
}
