// What a receiver that works makes of its callbacks: how many at once, in which order, and what
// becomes of those that it does not want.

#include <map>
#include <set>

#include "tests/bridge/callback/relay_bench.h"

using namespace uws;
using namespace uws::test;
using Bench = RelayBench;

namespace {

// A receiver that holds every callback until it is released, and knows how many it holds.
struct Holding {
  explicit Holding(boost::asio::io_context& io)
      : http(io, [this](const Seen& seen) { return hold(seen); }) {}

  Act hold(const Seen& seen) {
    const auto device = element_text(seen.body, "Identifier");
    together = std::max(together, ++held);
    twice = twice || ++devices[device] > 1;
    auto act = respond(200, "", kXml);
    const int mine = seen.nth;
    act.ready = [this, mine, device] {
      if (mine > released) return false;
      --held;
      --devices[device];
      return true;
    };
    return act;
  }

  int held = 0, together = 0, released = 0;
  bool twice = false;  // two of one device at once
  std::map<std::string, int> devices;
  test::ScriptedUpstream http;
};

std::string request_of(const Seen& seen) { return element_text(seen.body, "RequestId"); }

}  // namespace

TEST_CASE("as many sends at once as configured, never two of one device") {
  constexpr int kConcurrency = 10;
  Bench bench;
  Holding receiver(bench.outside.io);
  auto settings = quick_relay();
  settings.concurrency = kConcurrency;
  auto& gateway = bench.start(settings);
  const auto registered = gateway.add_registration("CarrierService", receiver.http.url("/"));
  // Two registrations of one receiver share it.
  const auto other = gateway.add_registration("StateService", receiver.http.url("/other"));
  for (int i = 0; i < 60; ++i) {
    bench.send(i % 5 == 0 ? other : registered, "r-" + std::to_string(i), std::to_string(i % 30));
  }
  // Each wave is let go when all its slots are taken.
  for (int wave = 1; wave <= 5; ++wave) {
    REQUIRE(bench.outside.until([&] { return receiver.held == kConcurrency; }));
    receiver.released += kConcurrency;
  }
  receiver.released = 60;
  REQUIRE(bench.outside.until([&] { return gateway.counters().delivered == 60; }));
  CHECK(receiver.together == kConcurrency);
  CHECK_FALSE(receiver.twice);
  bench.stop();
}

TEST_CASE("a concurrency of one is strictly in the order of arrival, whatever the device") {
  Bench bench;
  test::ScriptedUpstream receiver(bench.outside.io, [](const Seen& seen) {
    return respond(seen.nth <= 2 ? 400 : 200, "", kXml);
  });
  auto settings = quick_relay();
  settings.concurrency = 1;
  auto& gateway = bench.start(settings);
  const auto registered = gateway.add_registration("CarrierService", receiver.url("/"));
  const auto other = gateway.add_registration("StateService", receiver.url("/other"));
  std::vector<std::string> expected{"r-0/1", "r-0/2", "r-0/3"};
  for (int i = 0; i < 12; ++i) {
    const auto id = "r-" + std::to_string(i);
    bench.send(i % 3 == 0 ? other : registered, id, std::to_string(i));
    if (i > 0) expected.push_back(id + "/1");
  }
  REQUIRE(bench.outside.until([&] { return gateway.counters().delivered == 12; }));
  CHECK(sends(receiver) == expected);
}

TEST_CASE("one poisoned message in a thousand: the others as if it were not there") {
  constexpr int kMessages = 1'000;
  Bench bench;
  test::ScriptedUpstream receiver(bench.outside.io, [](const Seen& seen) {
    if (request_of(seen) == "poison") return respond(500, test::kFault, kXml);
    return respond(200, test::kEmptyAnswer, kXml);
  });
  auto settings = quick_relay();
  settings.retry_schedule = {std::chrono::hours(1)};
  auto& gateway = bench.start(settings);
  const auto registered = gateway.add_registration("CarrierService", receiver.url("/"));
  bench.send(registered, "poison", "d");
  // Behind it in its own device's order, and nowhere else.
  std::vector<std::pair<std::string, std::string>> others{{"behind", "d"}};
  for (int i = 1; i < kMessages; ++i) {
    others.emplace_back("r-" + std::to_string(i), std::to_string(i));
  }
  bench.send_all(registered, others);
  REQUIRE(bench.outside.until([&] { return gateway.counters().delivered == kMessages - 1; }));
  REQUIRE(bench.outside.until([&] { return gateway.counters().queued == 2; }));
  CHECK(gateway.counters().retries == 1);
  CHECK(gateway.counters().receivers_down == 0);
  std::set<std::string> seen;
  for (const auto& one : receiver.seen()) CHECK(seen.insert(request_of(one)).second);
  CHECK(seen.size() == kMessages);
  CHECK_FALSE(seen.contains("behind"));
}

TEST_CASE("a message that makes its receiver fail without a fault closes it for nobody else") {
  Bench bench;
  test::ScriptedUpstream receiver(bench.outside.io, [](const Seen& seen) {
    return respond(request_of(seen) == "poison" ? 500 : 200, "", kXml);
  });
  auto settings = quick_relay();
  settings.message_attempts = 4;
  auto& gateway = bench.start(settings);
  const auto registered = gateway.add_registration("CarrierService", receiver.url("/"));
  bench.send(registered, "first", "0");
  REQUIRE(bench.outside.until([&] { return gateway.counters().delivered == 1; }));
  bench.send(registered, "poison", "1");
  for (int i = 0; i < 100; ++i) {
    bench.send(registered, "r-" + std::to_string(i), std::to_string(i + 2));
  }
  REQUIRE(bench.outside.until([&] { return gateway.counters().delivered == 101; }));
  // It goes on failing for as long as others are taken in between.
  for (int i = 100; gateway.counters().dead == 0; ++i) {
    REQUIRE(i < 10'000);
    bench.send(registered, "r-" + std::to_string(i), std::to_string(i + 2));
  }
  const auto letters = gateway.dead_letters();
  REQUIRE(letters.size() == 1);
  CHECK(letters[0].request_id == "poison");
  CHECK(letters[0].reason == "HTTP 500");
}

TEST_CASE("a redirect is the message's failure, and nobody follows it") {
  Bench bench;
  test::ScriptedUpstream elsewhere(bench.outside.io,
                                   [](const Seen&) { return respond(200, "", kXml); });
  test::ScriptedUpstream receiver(bench.outside.io, [&](const Seen&) {
    return respond(302, "", kXml, "Location: " + elsewhere.url("/") + "\r\n");
  });
  auto settings = quick_relay();
  settings.message_attempts = 2;
  auto& gateway = bench.start(settings);
  const auto registered = gateway.add_registration("CarrierService", receiver.url("/"));
  bench.send(registered, "r-1");
  REQUIRE(bench.outside.until([&] { return gateway.counters().dead == 1; }));
  CHECK(gateway.dead_letters().at(0).reason == "HTTP 302");
  CHECK(elsewhere.seen().empty());
}

TEST_CASE("of an answer no more is read than a fault needs, then its status decides") {
  Bench bench;
  const std::string endless = "HTTP/1.1 200 OK\r\nContent-Length: 4000000000\r\n\r\n";
  test::ScriptedUpstream receiver(bench.outside.io, [&](const Seen& seen) {
    auto act = Act{endless, Act::End::keep, {}, false};
    const bool fault = request_of(seen) == "fault" && seen.nth <= 2;
    act.bytes += (fault ? test::kFault : std::string()) + std::string(100'000, ' ');
    return act;
  });
  auto& gateway = bench.start();
  const auto registered = gateway.add_registration("CarrierService", receiver.url("/"));
  bench.send(registered, "well");
  REQUIRE(bench.outside.until([&] { return gateway.counters().delivered == 1; }));
  bench.send(registered, "fault");
  REQUIRE(bench.outside.until([&] { return gateway.counters().delivered == 2; }));
  CHECK(sends(receiver) == std::vector<std::string>{"well/1", "fault/1", "fault/2"});
  CHECK(receiver.connections() == 3);
}

TEST_CASE("a kept connection that closes before it answers costs no attempt") {
  Bench bench;
  // Every second request on a connection is met by its end, as when it was closed meanwhile.
  std::map<int, int> on_connection;
  test::ScriptedUpstream receiver(bench.outside.io, [&](const Seen& seen) {
    const bool second = ++on_connection[seen.connection] == 2;
    return second ? Act{"", Act::End::close, {}, false} : respond(200, "", kXml);
  });
  auto settings = quick_relay();
  settings.retry_schedule = {std::chrono::hours(1)};
  auto& gateway = bench.start(settings);
  const auto registered = gateway.add_registration("CarrierService", receiver.url("/"));
  for (int i = 0; i < 20; ++i) bench.send(registered, "r-" + std::to_string(i));
  REQUIRE(bench.outside.until([&] { return gateway.counters().delivered == 20; }));
  CHECK(gateway.counters().retries == 0);
  CHECK(receiver.seen().size() > 20);
  for (const auto& one : receiver.seen()) CHECK(element_text(one.body, "CallbackCount") == "1");
}

TEST_CASE("CallbackCount stays at the threshold that receivers are told") {
  Bench bench;
  test::ScriptedUpstream receiver(bench.outside.io, [](const Seen& seen) {
    return respond(seen.nth <= 4 ? 400 : 200, "", kXml);
  });
  auto settings = quick_relay();
  settings.cap_callback_count = true;
  settings.max_callback_threshold = 3;
  auto& gateway = bench.start(settings);
  const auto registered = gateway.add_registration("CarrierService", receiver.url("/"));
  bench.send(registered, "r");
  REQUIRE(bench.outside.until([&] { return gateway.counters().delivered == 1; }));
  CHECK(sends(receiver) == std::vector<std::string>{"r/1", "r/2", "r/3", "r/3", "r/3"});
  CHECK(element_text(receiver.seen()[0].body, "MaxCallbackThreshold") == "3");
}
