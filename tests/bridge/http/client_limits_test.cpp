// What one client may have, and what all bodies together may hold.

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

#include "bridge/http/body_budget.h"
#include "bridge/http/client_book.h"
#include "tests/bridge/http/server_run.h"
#include "tests/support/raw_client.h"

using namespace uws::test;
using namespace std::chrono_literals;
namespace http = uws::http;

namespace {

constexpr std::size_t kMiB = 1024 * 1024;

}  // namespace

TEST_CASE("requests are as many at once as in a second, each client's its own") {
  http::ClientBook book(0, 3);
  auto const begin = http::ClientBook::Clock::now();
  for (int i = 0; i < 3; ++i) CHECK(book.may_ask("192.0.2.1:1000", begin));
  CHECK_FALSE(book.may_ask("192.0.2.1:2000", begin));
  CHECK(book.may_ask("192.0.2.2:1000", begin));
  CHECK(book.may_ask("[2001:db8::1]:1000", begin));
  CHECK_FALSE(book.may_ask("192.0.2.1:1000", begin + 300ms));
  CHECK(book.may_ask("192.0.2.1:1000", begin + 600ms));
  CHECK_FALSE(book.may_ask("192.0.2.1:1000", begin + 600ms));
  for (int i = 0; i < 3; ++i) CHECK(book.may_ask("192.0.2.1:1000", begin + 1h));
  CHECK_FALSE(book.may_ask("192.0.2.1:1000", begin + 1h));
}

TEST_CASE("connections are counted by address, and come free") {
  http::ClientBook book(2, 0);
  CHECK(book.enter("192.0.2.1:1"));
  CHECK(book.enter("192.0.2.1:2"));
  CHECK_FALSE(book.enter("192.0.2.1:3"));
  CHECK(book.enter("192.0.2.2:1"));
  book.leave("192.0.2.1:1");
  CHECK(book.enter("192.0.2.1:4"));
  CHECK_FALSE(book.enter("192.0.2.1:5"));
}

TEST_CASE("strangers that come, ask nothing and go are forgotten, with both limits on") {
  http::ClientBook book(2, 3);
  auto const begin = http::ClientBook::Clock::now();
  for (int i = 0; i < 3'000; ++i) {
    auto const peer = "10.0." + std::to_string(i / 250) + "." + std::to_string(i % 250) + ":1";
    CHECK(book.enter(peer));
    if (i % 2 == 0) CHECK(book.may_ask(peer, begin));
    book.leave(peer);
  }
  CHECK(book.known() == 1'500);
  // Looked for when as many again are there.
  for (int i = 0; i < 3'000; ++i) {
    CHECK(book.may_ask("[2001:db8::" + std::to_string(i) + "]:1", begin + 2s));
  }
  CHECK(book.known() <= 3'000);
}

TEST_CASE("a client with too many connections gets 503 for the next") {
  http::Limits limits;
  limits.max_connections_per_client = 3;
  ServerRun run(limits);
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 3; ++i) {
    clients.push_back(std::make_unique<RawClient>(run.port()));
    REQUIRE(clients.back()->send(get("/a")));
    CHECK(clients.back()->read_response().status == 200);
  }
  RawClient late(run.port());
  auto const response = late.read_response();
  CHECK(response.status == 503);
  CHECK(response.header("Connection") == "close");
  CHECK(late.read_until_close().empty());
  CHECK(run.counters().throttled == 1);
  clients.pop_back();
  CHECK(eventually([&] {
    RawClient again(run.port());
    return again.send(get("/a")) && again.read_response().status == 200;
  }));
}

TEST_CASE("a client that asks too often gets 503, before its body is read") {
  http::Limits limits;
  limits.max_requests_per_second = 1;
  ServerRun run(limits);
  RawClient client(run.port());
  std::string requests;
  for (int i = 0; i < 50; ++i) requests += get("/" + std::to_string(i));
  REQUIRE(client.send(requests));
  CHECK(client.read_response().status == 200);
  auto response = client.read_response();
  while (response.status == 200) response = client.read_response();
  CHECK(response.status == 503);
  CHECK(response.header("Connection") == "close");
  CHECK(client.read_until_close().empty());
  CHECK(run.counters().throttled == 1);
}

TEST_CASE("bodies being read share a budget, small ones need none of it") {
  http::BodyBudget first(kMiB), second(kMiB), small(kMiB);
  CHECK(first.hold(kMiB / 2));
  CHECK(second.hold(kMiB / 4));
  CHECK_FALSE(second.hold(kMiB * 3 / 4));
  CHECK(first.hold(kMiB * 3 / 4));
  CHECK_FALSE(first.hold(kMiB * 3 / 4 + 1));
  CHECK(small.hold(http::BodyBudget::kFree));
  CHECK_FALSE(small.hold(http::BodyBudget::kFree + 1));
  {
    http::BodyBudget unbounded(0);
    CHECK(unbounded.hold(100 * kMiB));
  }
  CHECK(second.hold(kMiB / 4));
}

TEST_CASE("a body beyond the budget gets 503, and the next one that fits is read") {
  http::Limits limits;
  limits.max_buffered_bytes = 2 * kMiB;
  ServerRun run(limits);
  auto const large = post("/a", std::string(2 * kMiB - 100'000, 'b'));
  std::vector<std::unique_ptr<RawClient>> hoarders;
  for (int i = 0; i < 60; ++i) {
    hoarders.push_back(std::make_unique<RawClient>(run.port()));
    hoarders.back()->send(large.substr(0, 200'000));
  }
  REQUIRE(eventually([&] { return run.counters().over_budget >= 50; }));
  RawClient other(run.port());
  REQUIRE(other.send(post("/small", std::string(10'000, 's'))));
  CHECK(other.read_response().status == 200);
  RawClient too_large(run.port());
  too_large.send(large);
  CHECK(too_large.read_response().status == 503);
  hoarders.clear();
  REQUIRE(eventually([&] { return run.counters().open <= 2; }));
  CHECK(eventually([&] {
    RawClient again(run.port());
    return again.send(large) && again.read_response().status == 200;
  }));
}
