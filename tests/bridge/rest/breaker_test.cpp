#include "bridge/rest/breaker.h"

#include <doctest/doctest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <string>

#include "tests/bridge/rest/rest_bench.h"

using namespace std::chrono_literals;
using namespace uws::test;
using uws::rest::Breaker;
using Changed = Breaker::Changed;

TEST_CASE("a breaker opens after failures in a row only, and lets one call at a time find out") {
  auto now = Breaker::Clock::now();
  Breaker breaker(3);
  for (int i = 0; i < 5; ++i) {
    CHECK(breaker.failed(now) == Changed::no);
    CHECK(breaker.failed(now) == Changed::no);
    CHECK(breaker.answered() == Changed::no);
    CHECK(breaker.admit(now));
  }
  breaker.failed(now);
  breaker.failed(now);
  CHECK(breaker.failed(now) == Changed::opened);
  CHECK(breaker.failed(now) == Changed::no);
  CHECK_FALSE(breaker.admit(now));
  now += 1s;
  CHECK(breaker.admit(now));
  CHECK_FALSE(breaker.admit(now));
  CHECK(breaker.failed(now) == Changed::no);
  CHECK_FALSE(breaker.admit(now + 1s));
  now += 2s;
  CHECK(breaker.admit(now));
  breaker.unknown();
  CHECK(breaker.admit(now));
  CHECK(breaker.answered() == Changed::closed);
  CHECK(breaker.admit(now));
  CHECK(breaker.admit(now));
  CHECK_FALSE(breaker.is_open());
}

TEST_CASE("a probe that ends without finding out leaves it to the next call") {
  auto now = Breaker::Clock::now();
  Breaker breaker(1);
  breaker.failed(now);
  now += 1s;
  REQUIRE(breaker.admit(now));
  { const Breaker::Attempt thrown(breaker); }
  REQUIRE(breaker.admit(now));
  {
    Breaker::Attempt ended(breaker);
    ended.has_found_out();
  }
  CHECK_FALSE(breaker.admit(now));
}

TEST_CASE("the pause between probes doubles up to fifteen seconds") {
  auto now = Breaker::Clock::now();
  Breaker breaker(1);
  breaker.failed(now);
  for (const auto pause : {1s, 2s, 4s, 8s, 15s, 15s}) {
    CHECK_FALSE(breaker.admit(now + pause - 1ms));
    now += pause;
    REQUIRE(breaker.admit(now));
    breaker.failed(now);
  }
}

TEST_CASE("a breaker of 0 never opens") {
  Breaker breaker(0);
  for (int i = 0; i < 100; ++i) CHECK(breaker.failed() == Changed::no);
  CHECK(breaker.admit());
}

TEST_CASE("calls to a platform that stands still fail at once after ten, until it answers again") {
  constexpr int kCalls = 30, kOpensAfter = 10;
  bool stalled = true;
  Bench bench(
      always(grant("bearer-1")), [&](const Seen& seen) { return stalled ? silent() : ok(seen); },
      [](uws::rest::Settings& settings) { settings.timeout = 1s; });
  int failed = 0;
  for (int i = 0; i < kCalls; ++i) {
    const auto reply = bench.call(post_things());
    REQUIRE(!reply.has_value());
    CHECK(reply.error() == kUnexpected);
    ++failed;
    if (bench.shared->breaker.is_open()) CHECK(failed >= kOpensAfter);
  }
  CHECK(bench.counters().failed_timeout >= kOpensAfter);
  CHECK(bench.counters().failed_timeout < kCalls / 2);
  CHECK(bench.counters().failed_breaker == kCalls - bench.counters().failed_timeout);
  CHECK(bench.counters().breaker_open == 1);
  stalled = false;
  const auto end = std::chrono::steady_clock::now() + 30s;
  auto reply = bench.call(post_things());
  while (!reply && std::chrono::steady_clock::now() < end) reply = bench.call(post_things());
  CHECK(reply.has_value());
  CHECK(bench.counters().breaker_open == 0);
  CHECK(bench.call(post_things()).has_value());
}

TEST_CASE("an error is an answer, and so is one that is too large") {
  int calls = 0;
  Bench bench(always(grant("bearer-1")), [&](const Seen&) {
    return ++calls % 2 == 0 ? respond(503, "") : respond(200, std::string(10'001, 'U'));
  });
  for (int i = 0; i < 30; ++i) (void)bench.call(get_things());
  CHECK_FALSE(bench.shared->breaker.is_open());
  CHECK(bench.counters().failed_breaker == 0);
}
