#include "bridge/census/census.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <thread>

#include "tests/support/allocations.h"

using namespace uws;
using census::Caller;
using census::printable_agent;
using census::Sighting;

namespace {

struct Bench {
  explicit Bench(std::size_t most = 100) : census({true, 400, most}, counters) {}
  census::Counters counters;
  census::Census census;
};

Caller caller(std::string_view address, std::string_view agent = "Axis/1.4") {
  return {address, "TLSv1.2", {agent, "soapenv", 0}};
}

// Of one operation, all callers together.
store::ClientOperation sum(const std::vector<Sighting>& all, const std::string& operation) {
  store::ClientOperation found;
  for (const auto& one : all) {
    for (const auto& seen : one.operations) {
      if (seen.operation == operation) found.add(seen);
    }
  }
  return found;
}

}  // namespace

TEST_CASE("calls of one client are one sighting, counted by operation") {
  Bench bench;
  bench.census.see(caller("192.0.2.1"), "A.One", false, 1'000);
  bench.census.see(caller("192.0.2.1"), "A.One", true, 3'000);
  bench.census.see(caller("192.0.2.1"), "", true, 2'000);
  bench.census.see(caller("192.0.2.2"), "A.One", false, 2'000);
  bench.census.see(caller("192.0.2.1", "gSOAP/2.8"), "A.One", false, 2'000);
  auto taken = bench.census.take(100);
  REQUIRE(taken.size() == 3);
  const auto& first = taken.front();
  CHECK(first.address == "192.0.2.1");
  REQUIRE(first.operations.size() == 2);
  CHECK(first.operations[0].operation == "A.One");
  CHECK(first.operations[0].calls == 2);
  CHECK(first.operations[0].faults == 1);
  CHECK(first.operations[0].first_seen == 1'000);
  CHECK(first.operations[0].last_seen == 3'000);
  CHECK(first.operations[1].operation == "-");
  const auto client = client_of(first);
  CHECK(client.stack == "Axis 1.x");
  CHECK(client.user_agent == "Axis/1.4");
  CHECK(client.tls == "TLSv1.2");
  CHECK(bench.census.take(100).empty());
}

TEST_CASE("what is taken is not taken again, what is given back is") {
  Bench bench;
  bench.census.see(caller("192.0.2.1"), "A.One", false, 5'000);
  const auto taken = bench.census.take(10);
  bench.census.see(caller("192.0.2.1"), "A.One", true, 7'000);
  bench.census.give_back(taken);
  const auto again = bench.census.take(10);
  REQUIRE(again.size() == 1);
  const auto all = sum(again, "A.One");
  CHECK(all.calls == 2);
  CHECK(all.faults == 1);
  CHECK(all.first_seen == 5'000);
  CHECK(all.last_seen == 7'000);
  CHECK(bench.census.take(10).empty());
}

TEST_CASE("there are never more callers than allowed; the oldest go, and are counted when lost") {
  Bench bench(10);
  for (int i = 0; i < 25; ++i) {
    bench.census.see(caller("10.0.0." + std::to_string(i)), "A.One", false, i);
    if (i == 4) CHECK(bench.census.take(100).size() == 5);
  }
  // Five were written already, ten are there, ten are lost.
  CHECK(bench.counters.dropped == 10);
  const auto taken = bench.census.take(100);
  CHECK(taken.size() == 10);
  std::set<std::string> addresses;
  for (const auto& one : taken) addresses.insert(one.address);
  CHECK(addresses.contains("10.0.0.24"));
  CHECK_FALSE(addresses.contains("10.0.0.14"));
  bench.census.give_back(taken);
  for (int i = 30; i < 50; ++i) {
    bench.census.see(caller("10.0.0." + std::to_string(i)), "A.One", false, i);
  }
  CHECK(bench.census.take(100).size() == 10);
  CHECK(bench.counters.dropped == 30);
}

TEST_CASE("what is taken in parts is taken oldest first, and once") {
  Bench bench;
  for (int i = 0; i < 7; ++i) {
    bench.census.see(caller("10.0.0." + std::to_string(i)), "A.One", false, i);
  }
  bench.census.see(caller("10.0.0.0"), "A.One", false, 10);
  std::vector<std::string> order;
  for (auto some = bench.census.take(3); !some.empty(); some = bench.census.take(3)) {
    for (const auto& one : some) order.push_back(one.address.substr(7));
  }
  CHECK(order == std::vector<std::string>{"1", "2", "3", "4", "5", "6", "0"});
}

TEST_CASE("threads lose no call, whoever takes meanwhile") {
  constexpr int kThreads = 4, kCalls = 5'000;
  Bench bench;
  std::vector<Sighting> taken;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&bench, t] {
      for (int i = 0; i < kCalls; ++i) {
        const auto address = "10.0.0." + std::to_string(i % 7);
        bench.census.see(caller(address), t % 2 == 0 ? "A.One" : "A.Two", i % 5 == 0, i);
      }
    });
  }
  for (int i = 0; i < 200; ++i) {
    auto some = bench.census.take(5);
    if (i % 3 == 0) {
      bench.census.give_back(some);
    } else {
      std::ranges::move(some, std::back_inserter(taken));
    }
  }
  for (auto& thread : threads) thread.join();
  std::ranges::move(bench.census.take(100), std::back_inserter(taken));
  CHECK(sum(taken, "A.One").calls == kThreads / 2 * kCalls);
  CHECK(sum(taken, "A.Two").faults == kThreads / 2 * kCalls / 5);
  CHECK(bench.counters.dropped == 0);
}

TEST_CASE("a caller and an operation seen before need no memory, also after they were taken") {
  Bench bench;
  const std::string agent(120, 'a');
  const auto see = [&] {
    bench.census.see(caller("2001:db8::1234:5678", agent), "DeviceService.GetDeviceList", true, 5);
  };
  see();
  static_cast<void>(bench.census.take(10));
  const auto cost = test::allocations_of([&] {
    see();
    see();
  });
  CHECK(cost.blocks == 0);
}

TEST_CASE("a user agent is kept printable, short and without what looks like a secret") {
  CHECK(printable_agent("Axis/1.4") == "Axis/1.4");
  CHECK(printable_agent("") == "");
  CHECK(printable_agent("  Zeep/4.2.1 (www.python-zeep.org) ") ==
        "Zeep/4.2.1 (www.python-zeep.org)");
  CHECK(printable_agent("JAX-WS RI 2.3.0.2 svn-revision#${buildNumber}") ==
        "JAX-WS RI 2.3.0.2 svn-revision#${buildNumber}");
  CHECK(printable_agent("evil\x1b[31m\r\nX: y\x7f\xc3\xa4") == "evil?[31m??X: y???");
  for (const char* secret : {"Bearer abcdef", "x; Authorization=abc", "Basic dXNlcjpwYXNzd29yZA==",
                             "token=1", "my PASSWORD is x", "apiKey:1"}) {
    CAPTURE(secret);
    CHECK(printable_agent(secret) == "(hidden)");
  }
  const std::string session = "91bd36d3-a063-4600-928b-bb57eeccb9ac";
  CHECK(printable_agent("Fleet/1 " + session + " x") == "Fleet/1 (hidden) x");
  CHECK(printable_agent("Fleet/1 eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.x") ==
        "Fleet/1 (hidden).e30.x");
  std::string many;
  for (int i = 0; i < 20'000; ++i) many += "ab ";
  const auto shown = printable_agent(many);
  CHECK(shown.starts_with("ab ab"));
  CHECK(shown.size() < 130);
  CHECK(printable_agent(std::string(65'536, 'x')) == "(hidden)");
}

TEST_CASE("of an endless user agent only the beginning is remembered") {
  Bench bench;
  const std::string endless(65'536, 'x');
  bench.census.see(caller("192.0.2.1", endless), "A.One", false, 1);
  bench.census.see(caller("192.0.2.1", endless + "y"), "A.One", false, 1);
  const auto taken = bench.census.take(10);
  REQUIRE(taken.size() == 1);
  CHECK(taken[0].user_agent.size() == 256);
}
