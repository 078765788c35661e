// Whoever sets the wall clock of a running gateway changes no wait of its callbacks, and none is
// lost between two looks at the steady one.

#include <doctest/doctest.h>

#include <atomic>
#include <fstream>

#include "tests/e2e/envelopes.h"
#include "tests/e2e/stack.h"
#include "tests/support/receiver.h"

using namespace uws::test;

TEST_CASE("a clock that jumps by a day, forth and back, holds up no callback and loses none") {
  const TempDir dir;
  const auto offset = (dir / "offset").string();
  const auto jump = [&](long seconds) { std::ofstream(offset) << seconds << std::flush; };
  jump(0);
  Receiver receiver([](const Received&) { return Reaction{503, "", {}}; });
  Stack stack({{},
               {{"UWS_RELAY_RETRY_SCHEDULE", "20ms"},
                {"UWS_RELAY_GIVE_UP_AFTER", "12h"},
                {"UWS_CLOCK_OFFSET", offset},
                {"LD_PRELOAD", UWS_CLOCK_SHIM},
                {"ASAN_OPTIONS", "verify_asan_link_order=0"}}});
  REQUIRE(stack.log_in() != "");
  REQUIRE(stack.register_callback("CarrierService", receiver.url()).status == 200);
  int number = 0;
  for (const long seconds : {0L, -86'400L, 86'400L, -40 * 86'400L, 40 * 86'400L, 0L}) {
    CAPTURE(seconds);
    jump(seconds);
    const auto id = "r-" + std::to_string(++number);
    REQUIRE(stack.send_callback("CarrierService", plan_change(id)).status == 200);
    // It is asked again, and again: no wait has become a day.
    const auto sent = receiver.received().size();
    CHECK(receiver.wait(sent + 5).size() >= sent + 5);
  }
  CHECK(contains(stack.gateway().admin("/metrics").body, "uws_callbacks_dead 0\n"));
  receiver.react({});
  CHECK(eventually([&] {
    return contains(stack.gateway().admin("/metrics").body,
                    "uws_callback_sends_total{outcome=\"delivered\"} 6\n");
  }));
}

TEST_CASE("a probe is sent however long the gateway takes from one look at the clock to the next") {
  // A wait is about as long as ten looks at the clock: it ends between any two of them.
  constexpr int kTimesDown = 40;
  std::atomic<int> taken{0};
  Receiver receiver([&](const Received&) {
    return Reaction{taken++ % 2 == 0 ? 503 : 200, "", {}};
  });
  Stack stack({{},
               {{"UWS_RELAY_RETRY_SCHEDULE", "10ms"},
                {"UWS_CLOCK_STEP_US", "1000"},
                {"LD_PRELOAD", UWS_CLOCK_SHIM},
                {"ASAN_OPTIONS", "verify_asan_link_order=0"}}});
  REQUIRE(stack.log_in() != "");
  REQUIRE(stack.register_callback("CarrierService", receiver.url()).status == 200);
  for (std::size_t i = 1; i <= kTimesDown; ++i) {
    const auto id = "p-" + std::to_string(i);
    REQUIRE(stack.send_callback("CarrierService", plan_change(id)).status == 200);
    REQUIRE(receiver.wait(2 * i).size() == 2 * i);
  }
}
