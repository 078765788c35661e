// A receiver that does not work.

#include <algorithm>

#include "tests/bridge/callback/relay_bench.h"

using namespace uws;
using namespace uws::test;
using Bench = RelayBench;

namespace {

// Lets `count` more callbacks go to a receiver that works, as a measure of time.
void let_time_pass(Bench& bench, int count) {
  static int number = 0;
  test::ScriptedUpstream other(bench.outside.io,
                               [](const Seen&) { return respond(200, "", kXml); });
  const auto registered = bench.gateway->add_registration("DeviceService", other.url("/"));
  const auto before = bench.gateway->counters().delivered.load();
  for (int i = 0; i < count; ++i) {
    bench.send(registered, "time-" + std::to_string(++number), std::to_string(i));
  }
  REQUIRE(bench.outside.until([&] {
    return bench.gateway->counters().delivered >= before + static_cast<unsigned>(count);
  }));
}

}  // namespace

TEST_CASE("a receiver that is down gets one probe at a time, and everything once it works") {
  Bench bench;
  bool well = false;
  test::ScriptedUpstream receiver(bench.outside.io,
                                  [&](const Seen&) { return respond(well ? 200 : 503, "", kXml); });
  auto& gateway = bench.start();
  const auto registered = gateway.add_registration("CarrierService", receiver.url("/"));
  bench.send(registered, "first", "0");
  REQUIRE(bench.outside.until([&] { return receiver.seen().size() >= 2; }));
  for (int i = 1; i < 40; ++i) bench.send(registered, "r-" + std::to_string(i), std::to_string(i));
  const auto so_far = receiver.seen().size();
  REQUIRE(bench.outside.until([&] { return receiver.seen().size() >= so_far + 5; }));
  for (const auto& one : receiver.seen()) CHECK(element_text(one.body, "RequestId") == "first");
  CHECK(gateway.counters().receivers_down == 1);
  well = true;
  REQUIRE(bench.outside.until([&] { return gateway.counters().delivered == 40; }));
  CHECK(gateway.counters().receivers_down == 0);
  CHECK(gateway.counters().dead == 0);
  // The receiver's failures are nobody's: all but the probe went out once.
  for (const auto& one : receiver.seen()) {
    if (element_text(one.body, "RequestId") == "first") continue;
    CHECK(element_text(one.body, "CallbackCount") == "1");
  }
}

TEST_CASE("whatever says that a receiver is down does") {
  for (const int status : {408, 425, 429, 500, 502, 503, 504}) {
    CAPTURE(status);
    Bench bench;
    test::ScriptedUpstream receiver(bench.outside.io, [&](const Seen& seen) {
      return respond(seen.nth == 1 ? status : 200, "", kXml);
    });
    auto settings = quick_relay();
    settings.message_attempts = 1;
    auto& gateway = bench.start(settings);
    const auto registered = gateway.add_registration("CarrierService", receiver.url("/"));
    bench.send(registered, "r");
    REQUIRE(bench.outside.until([&] { return gateway.counters().delivered == 1; }));
    CHECK(gateway.counters().dead == 0);
  }
}

TEST_CASE("Retry-After moves the probe") {
  Bench bench;
  test::ScriptedUpstream receiver(bench.outside.io, [&](const Seen&) {
    return respond(503, "", kXml, "Retry-After: 3600\r\n");
  });
  auto& gateway = bench.start();
  const auto registered = gateway.add_registration("CarrierService", receiver.url("/"));
  bench.send(registered, "r");
  REQUIRE(bench.outside.until([&] { return gateway.counters().receivers_down == 1; }));
  // The schedule alone would have asked again after some milliseconds.
  let_time_pass(bench, 50);
  CHECK(receiver.seen().size() == 1);
  const auto facts = gateway.counters().receivers.all();
  const auto down = std::ranges::find_if(facts, [](const auto& one) { return one.failed > 0; });
  REQUIRE(down != facts.end());
  CHECK(down->probe_at - store::now_ms() > 3'000'000);
  CHECK(down->error == "HTTP 503");
  bench.stop();
}

TEST_CASE("a receiver that is gone is asked no more until the service is registered anew") {
  Bench bench;
  test::ScriptedUpstream gone(bench.outside.io, [](const Seen&) { return respond(410, "", kXml); });
  test::ScriptedUpstream receiver(bench.outside.io,
                                  [](const Seen&) { return respond(200, "", kXml); });
  auto& gateway = bench.start();
  const auto registered = gateway.add_registration("CarrierService", gone.url("/"));
  bench.send(registered, "r-1");
  REQUIRE(bench.outside.until([&] { return gateway.counters().gone == 1; }));
  bench.send(registered, "r-2");
  let_time_pass(bench, 20);
  CHECK(sends(gone) == std::vector<std::string>{"r-1/1"});
  REQUIRE(bench.outside.until([&] { return gateway.counters().paused == 2; }));
  CHECK(gateway.counters().dead == 0);
  gateway.add_registration("CarrierService", receiver.url("/"));
  REQUIRE(bench.outside.until([&] { return receiver.seen().size() == 2; }));
  CHECK(sends(receiver) == std::vector<std::string>{"r-1/2", "r-2/1"});
}

TEST_CASE("what waits too long for a receiver that is down is a dead letter") {
  Bench bench;
  test::ScriptedUpstream receiver(bench.outside.io,
                                  [](const Seen&) { return respond(503, "", kXml); });
  auto settings = quick_relay();
  settings.give_up_after = std::chrono::milliseconds(50);
  settings.sweep = std::chrono::milliseconds(10);
  auto& gateway = bench.start(settings);
  const auto registered = gateway.add_registration("CarrierService", receiver.url("/"));
  for (int i = 0; i < 3; ++i) bench.send(registered, "r-" + std::to_string(i), std::to_string(i));
  REQUIRE(bench.outside.until([&] { return gateway.counters().dead == 3; }));
  CHECK(gateway.counters().given_up == 3);
  for (const auto& letter : gateway.dead_letters()) {
    CHECK(letter.reason.starts_with("given up after [relay] give_up_after"));
  }
}

TEST_CASE("a stop waits for no receiver that hangs") {
  Bench bench;
  test::ScriptedUpstream stuck(bench.outside.io, [](const Seen&) {
    return Act{"", Act::End::keep, {}, true};
  });
  auto settings = quick_relay();
  settings.stop_grace = std::chrono::milliseconds(50);
  auto& gateway = bench.start(settings);
  const auto registered = gateway.add_registration("CarrierService", stuck.url("/"));
  bench.send(registered, "r");
  REQUIRE(bench.outside.until([&] { return stuck.seen().size() == 1; }));
  // Its timeout is a minute, twice what is waited for here.
  gateway.stop_relay();
  REQUIRE(bench.outside.until([&] { return gateway.relay_stopped(); }));
  bench.stop();
  bench.start();
  REQUIRE(bench.outside.until([&] { return stuck.seen().size() == 2; }));
  CHECK(sends(stuck) == std::vector<std::string>{"r/1", "r/2"});
  bench.gateway->stop_relay();
  bench.stop();
}
