// A disk that takes nothing any more: nothing is acknowledged, readiness says so for as long as it
// lasts, and the log says so once.

#include <doctest/doctest.h>
#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <set>

#include "tests/e2e/envelopes.h"
#include "tests/e2e/stack.h"
#include "tests/support/receiver.h"

using namespace uws::test;

namespace {

// Bytes a file of the process may have; every write beyond fails.
void limit_files(Stack& stack, rlim_t bytes) {
  const rlimit limit{bytes, RLIM_INFINITY};
  REQUIRE(::prlimit(stack.gateway().process().pid(), RLIMIT_FSIZE, &limit, nullptr) == 0);
}

RawResponse ready(Stack& stack) { return stack.gateway().admin("/readyz"); }

RawResponse move(Stack& stack) {
  return stack.call("CarrierService", "MoveDevice",
                    device_list({kIccid}) + member("AccountName", kAccount));
}

bool metric_above_zero(Stack& stack, const std::string& series) {
  const auto page = stack.gateway().admin("/metrics").body;
  return contains(page, series + " ") && !contains(page, series + " 0\n");
}

}  // namespace

TEST_CASE("readiness lasts as long as the trouble, whoever asks, and the log has it once") {
  Receiver receiver;
  Stack stack;
  REQUIRE(stack.log_in() != "");
  REQUIRE(stack.register_callback("CarrierService", receiver.url()).status == 200);
  CHECK(ready(stack).status == 200);

  limit_files(stack, 1);
  CHECK(move(stack).status == 200);
  REQUIRE(eventually(
      [&] { return metric_above_zero(stack, "uws_webhooks_total{outcome=\"store_failure\"}"); }));
  CHECK(receiver.received().empty());
  for (int prober = 0; prober < 10; ++prober) {
    const auto answer = ready(stack);
    CHECK(answer.status == 503);
    CHECK_MESSAGE(contains(answer.body, "store: store: "), answer.body);
  }
  CHECK(move(stack).status == 200);
  const auto refused =
      stack.call("CallbackRegistrationService", "RegisterCallback",
                 member("AccountName", kAccount) + member("ServiceName", "PromoChange") +
                     member("Url", receiver.url()));
  CHECK(refused.status == 500);

  limit_files(stack, RLIM_INFINITY);
  REQUIRE(eventually([&] { return ready(stack).status == 200; }));
  CHECK(move(stack).status == 200);
  CHECK(receiver.wait(1).size() >= 1);
  stack.gateway().process().signal(SIGTERM);
  REQUIRE(stack.gateway().process().wait_exit() == 0);
  const auto log = stack.gateway().process().errors();
  CHECK(occurrences(log, "the store fails") == 1);
  CHECK(occurrences(log, "the store works again") == 1);
  CHECK(contains(log, "reason=\"store: "));
}

TEST_CASE("a full disk stops no delivery of what was acknowledged") {
  Receiver receiver([](const Received&) { return Reaction{503, "", {}}; });
  Stack stack({{}, {{"UWS_CALLBACKS_PORT", std::to_string(free_port())}}});
  REQUIRE(stack.log_in() != "");
  REQUIRE(stack.register_callback("CarrierService", receiver.url()).status == 200);
  // Half of them of one device, which keep their order.
  std::vector<std::string> expected_order;
  for (int i = 0; i < 20; ++i) {
    const auto id = "r-" + std::to_string(100 + i);
    auto body = plan_change(id);
    if (i % 2 == 0) expected_order.push_back(id);
    if (i % 2 == 1) body["deviceIds"][0]["id"] = "device-" + std::to_string(i);
    REQUIRE(stack.send_callback("CarrierService", body).status == 200);
    REQUIRE(eventually([&] {
      return contains(stack.gateway().admin("/metrics").body,
                      "uws_webhooks_total{outcome=\"stored\"} " + std::to_string(i + 1) + "\n");
    }));
  }
  limit_files(stack, 1);
  receiver.react({});
  const auto taken = [&] {
    std::set<std::string> found;
    for (const auto& one : receiver.received()) found.insert(element(one.body, "RequestId"));
    return found;
  };
  REQUIRE(eventually([&] { return metric_above_zero(stack, "uws_relay_store_failures_total"); }));
  REQUIRE(eventually([&] {
    return contains(stack.gateway().admin("/metrics").body,
                    "uws_callback_sends_total{outcome=\"delivered\"} 20\n");
  }));
  CHECK(taken().size() == 20);
  CHECK(ready(stack).status == 503);
  const auto sent = receiver.received();
  std::vector<std::string> order;
  for (const auto& one : sent) {
    const auto id = element(one.body, "RequestId");
    const bool of_one = std::ranges::find(expected_order, id) != expected_order.end();
    if (of_one && (order.empty() || order.back() != id)) order.push_back(id);
  }
  CHECK(order == expected_order);

  limit_files(stack, RLIM_INFINITY);
  REQUIRE(eventually([&] {
    return contains(stack.gateway().admin("/metrics").body, "uws_callbacks_queued 0\n");
  }));
  stack.restart(SIGTERM);
  REQUIRE(stack.send_callback("CarrierService", plan_change("last")).status == 200);
  REQUIRE(eventually([&] { return taken().contains("last"); }));
  CHECK(receiver.received().size() == sent.size() + 1);
}
