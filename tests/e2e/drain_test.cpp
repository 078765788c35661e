// SIGTERM: what was accepted is answered, the page for the load balancer says so, the end is clean.

#include <doctest/doctest.h>

#include <atomic>
#include <csignal>
#include <thread>

#include "tests/e2e/envelopes.h"
#include "tests/e2e/stack.h"
#include "tests/support/receiver.h"

using namespace uws::test;

namespace {

const std::string kMove = "PUT /m2m/v1/devices/actions/move";

RawResponse move(Stack& stack) {
  return stack.call("CarrierService", "MoveDevice",
                    device_list({kIccid}) + member("AccountName", kAccount));
}

// Clients that call again and again until the port is closed.
struct Callers {
  std::atomic<int> answered{0};
  std::atomic<int> lost{0};

  void run(Stack& stack) {
    for (;;) {
      try {
        const auto answer = move(stack);
        if (answer.status != 200) ++lost;
        ++answered;
      } catch (const std::system_error&) {
        return;  // refused: the port is closed
      } catch (const std::exception&) {
        ++lost;
      }
    }
  }
};

}  // namespace

TEST_CASE("calls under way are answered, readyz says 503 meanwhile, the exit code is 0") {
  constexpr int kCalls = 8;
  Stack stack;
  REQUIRE(stack.log_in() != "");
  CHECK(stack.gateway().admin("/readyz").status == 200);
  stack.script(kMove + ":delay=5000");
  std::atomic<int> well{0};
  std::vector<std::thread> callers;
  for (int i = 0; i < kCalls; ++i) {
    callers.emplace_back([&] {
      const auto answer = move(stack);
      if (answer.status == 200 && element(answer.body, "a:RequestId").size() == 36) ++well;
    });
  }
  CHECK(eventually([&] { return stack.seen(kMove).size() == kCalls; }));
  stack.gateway().process().signal(SIGTERM);
  bool unready = false;
  CHECK(eventually([&] {
    unready = unready || stack.gateway().admin("/readyz").status == 503;
    return unready;
  }));
  CHECK(stack.gateway().admin("/healthz").status == 200);
  CHECK(well == 0);
  CHECK(eventually([&] {
    try {
      const RawClient refused(stack.gateway().soap_port());
      return false;
    } catch (const std::system_error&) {
      return true;
    }
  }));
  for (auto& caller : callers) caller.join();
  CHECK(well == kCalls);
  CHECK(stack.gateway().process().wait_exit() == 0);
  CHECK(contains(stack.gateway().process().errors(), "drained"));
}

TEST_CASE("no call is dropped when clients keep calling into a drain") {
  constexpr int kThreads = 4;
  constexpr int kListeningThreads = 2;
  Stack stack({{}, {{"UWS_LISTEN_THREADS", std::to_string(kListeningThreads)}}});
  REQUIRE(stack.log_in() != "");
  stack.script(kMove + ":delay=20");
  Callers calls;
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) threads.emplace_back([&] { calls.run(stack); });
  CHECK(eventually([&] { return calls.answered > 40; }));
  stack.gateway().process().signal(SIGTERM);
  for (auto& thread : threads) thread.join();
  CHECK(stack.gateway().process().wait_exit() == 0);
  MESSAGE("answered ", calls.answered.load(), ", lost ", calls.lost.load());
  // The kernel may complete a handshake while an acceptor closes: that connection is reset.
  CHECK(calls.lost <= kListeningThreads);
}

TEST_CASE("SIGHUP under load costs no call and no callback") {
  constexpr int kHangups = 20;
  Receiver receiver;
  Stack stack;
  REQUIRE(stack.log_in() != "");
  REQUIRE(stack.register_callback("CarrierService", receiver.url()).status == 200);
  Callers calls;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back([&] { calls.run(stack); });
  for (int i = 0; i < kHangups; ++i) {
    const int before = calls.answered;
    stack.gateway().process().signal(SIGHUP);
    CHECK(eventually([&] { return calls.answered > before + 5; }));
  }
  CHECK(calls.lost == 0);
  stack.gateway().process().signal(SIGTERM);
  for (auto& thread : threads) thread.join();
  CHECK(stack.gateway().process().wait_exit() == 0);
  CHECK(receiver.received().size() > kHangups);
}

TEST_CASE("callbacks that wait for a stalled receiver survive the end of the process") {
  Receiver receiver([](const Received&) { return Reaction{503, "", {}}; });
  Stack stack({{}, {{"UWS_RELAY_RETRY_SCHEDULE", "10m"}}});
  REQUIRE(stack.log_in() != "");
  REQUIRE(stack.register_callback("CarrierService", receiver.url()).status == 200);
  const auto moved = move(stack);
  REQUIRE(moved.status == 200);
  const auto first = receiver.wait(1);
  REQUIRE(first.size() == 1);
  receiver.react({});
  stack.restart(SIGTERM);
  const auto callbacks = receiver.wait(2);
  REQUIRE(callbacks.size() == 2);
  CHECK(element(callbacks[1].body, "RequestId") == element(moved.body, "a:RequestId"));
  CHECK(element(callbacks[1].body, "CallbackCount") == "2");
}

TEST_CASE("a callback under way when the end comes is finished, recorded and not sent again") {
  Receiver receiver([](const Received&) { return Reaction{200, "", std::chrono::seconds(1)}; });
  Stack stack;
  REQUIRE(stack.log_in() != "");
  REQUIRE(stack.register_callback("CarrierService", receiver.url()).status == 200);
  REQUIRE(move(stack).status == 200);
  REQUIRE(receiver.wait(1).size() == 1);
  stack.gateway().process().signal(SIGTERM);
  CHECK(stack.gateway().process().wait_exit() == 0);
  // After the restart only what comes now is sent.
  receiver.react({});
  stack.restart(SIGTERM);
  REQUIRE(stack.register_callback("CarrierService", receiver.url()).status == 200);
  const auto moved = move(stack);
  REQUIRE(moved.status == 200);
  const auto callbacks = receiver.wait(2);
  REQUIRE(callbacks.size() == 2);
  CHECK(element(callbacks[1].body, "RequestId") == element(moved.body, "a:RequestId"));
}
