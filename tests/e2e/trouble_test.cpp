// What goes wrong upstream: always a clean fault in time, nothing sent twice, nothing leaked.

#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "tests/e2e/envelopes.h"
#include "tests/e2e/stack.h"

using namespace uws::test;

namespace {

const std::string kMove = "PUT /m2m/v1/devices/actions/move";
const std::string kToken = "POST /ts/v1/oauth2/token";

std::string unexpected_error() {
  return fault_envelope("UnifiedWebService.REQUEST_FAILED.UnexpectedError",
                        "Unexpected error occurred. Could not complete request.");
}

RawResponse move(Stack& stack) {
  return stack.call("CarrierService", "MoveDevice",
                    device_list({kIccid}) + member("AccountName", kOtherAccount));
}

void check_unexpected(Stack& stack, const std::string& effect) {
  CAPTURE(effect);
  stack.script_nothing();
  stack.script(kMove + ":" + effect);
  stack.forget_seen();
  const auto answer = move(stack);
  CHECK(answer.status == 500);
  CHECK(answer.header("Content-Type") == "text/xml; charset=utf-8");
  CHECK(answer.body == unexpected_error());
  CHECK(stack.seen(kMove).size() == 1);
}

}  // namespace

TEST_CASE("every trouble of the platform is the same fault, and MoveDevice is sent once") {
  Stack stack;
  REQUIRE(stack.log_in() != "");
  check_unexpected(stack, "status=503");
  check_unexpected(stack, "status=500:html");
  check_unexpected(stack, "html");
  check_unexpected(stack, "status=200:html");
  check_unexpected(stack, "xml403");
  check_unexpected(stack, "reset");
  check_unexpected(stack, "status=504:after");
  check_unexpected(stack, "reset:after");
  stack.script_nothing();
  CHECK(move(stack).status == 200);
}

TEST_CASE("an answer that takes too long is a fault in time, and nothing is sent again") {
  Stack stack({{}, {{"UWS_REST_TIMEOUT_MS", "700"}}});
  REQUIRE(stack.log_in() != "");
  const auto begin = std::chrono::steady_clock::now();
  check_unexpected(stack, "delay=20000");
  const auto took = std::chrono::steady_clock::now() - begin;
  CHECK(took >= std::chrono::milliseconds(600));
  CHECK(took < std::chrono::seconds(15));
  stack.script_nothing();
  CHECK(move(stack).status == 200);
}

TEST_CASE("a bearer refused once is renewed and the call sent again, which had no effect yet") {
  Stack stack;
  REQUIRE(stack.log_in() != "");
  stack.script(kMove + ":status=401:times=1");
  stack.forget_seen();
  CHECK(move(stack).status == 200);
  CHECK(stack.seen(kMove).size() == 2);
  CHECK(stack.seen(kToken).size() == 1);

  stack.script_nothing();
  stack.script(kMove + ":status=401");
  stack.forget_seen();
  const auto refused = move(stack);
  CHECK(refused.status == 500);
  CHECK(refused.body == unexpected_error());
  CHECK(stack.seen(kMove).size() == 2);
}

TEST_CASE("a platform that is not there, and one that comes back") {
  Stack stack;
  stack.script("POST /ts/v1/oauth2/token:status=503");
  CHECK(stack.log_in() == "");
  CHECK(stack.seen("POST /m2m").empty());
  stack.script_nothing();
  CHECK(stack.log_in() != "");
  stack.sim().process().kill();
  REQUIRE(stack.sim().process().wait_exit());
  const auto answer = move(stack);
  CHECK(answer.status == 500);
  CHECK(answer.body == unexpected_error());
}

TEST_CASE("many calls that find the bearer revoked renew it once, whatever the threads") {
  constexpr int kCalls = 40;
  Stack stack({{}, {{"UWS_LISTEN_THREADS", "2"}}});
  // The renewal takes its time, so that all calls wait for the same one.
  stack.script(kToken + ":delay=400");
  std::atomic<int> well{0};
  const auto call_all = [&] {
    well = 0;
    std::vector<std::thread> callers;
    for (int i = 0; i < kCalls; ++i) {
      callers.emplace_back([&] {
        const auto answer =
            stack.call("DeviceGroupService", "GetDeviceGroupList", member("AccountName", kAccount));
        if (answer.status == 200) ++well;
      });
    }
    for (auto& caller : callers) caller.join();
  };
  REQUIRE(stack.log_in() != "");
  stack.forget_seen();
  call_all();
  CHECK(well == kCalls);
  CHECK(stack.seen(kToken).empty());

  REQUIRE(stack.sim().call("POST", "/sim/tokens/revoke").status == 200);
  stack.forget_seen();
  call_all();
  CHECK(well == kCalls);
  CHECK(stack.seen(kToken).size() == 1);
}
