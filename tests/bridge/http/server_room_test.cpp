// More connections than there is room for: the oldest idle one gives way, else there is a 503.

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/bridge/http/server_run.h"
#include "tests/support/raw_client.h"

using namespace uws::test;
using namespace std::chrono_literals;
namespace http = uws::http;

namespace {

using Client = std::unique_ptr<RawClient>;

http::Limits room_for(std::size_t connections) {
  http::Limits limits;
  limits.max_connections = connections;
  return limits;
}

Client served(ServerRun& run) {
  auto client = std::make_unique<RawClient>(run.port());
  REQUIRE(client->send(get("/a")));
  CHECK(client->read_response().status == 200);
  return client;
}

Client busy(ServerRun& run) {
  auto const before = run.waiting();
  auto client = std::make_unique<RawClient>(run.port());
  REQUIRE(client->send(get("/wait")));
  REQUIRE(eventually([&] { return run.waiting() == before + 1; }));
  return client;
}

void check_turned_away(RawClient& client) {
  auto const response = client.read_response();
  CHECK(response.status == 503);
  CHECK(response.header("Connection") == "close");
  CHECK(response.header("Content-Length") == "0");
  CHECK(client.read_until_close().empty());
  CHECK_FALSE(client.was_reset());
}

}  // namespace

TEST_CASE("the connection that has been idle longest gives way to a new one") {
  ServerRun run(room_for(3), 1);
  auto first = served(run);
  auto second = served(run);
  auto third = served(run);
  REQUIRE(first->send(get("/again")));
  CHECK(first->read_response().status == 200);
  auto const fourth = served(run);
  CHECK(second->read_until_close().empty());
  CHECK_FALSE(second->was_reset());
  for (auto* client : {first.get(), third.get()}) {
    REQUIRE(client->send(get("/still")));
    CHECK(client->read_response().body == "GET /still?\n");
  }
  CHECK(run.counters().gave_way == 1);
  CHECK(run.counters().turned_away == 0);
}

TEST_CASE("idle connections give way across threads, those that never said a word too") {
  ServerRun run(room_for(20), 4);
  std::vector<Client> silent;
  for (int i = 0; i < 20; ++i) silent.push_back(std::make_unique<RawClient>(run.port()));
  REQUIRE(eventually([&] { return run.counters().open == 20; }));
  std::vector<Client> clients;
  for (int i = 0; i < 60; ++i) clients.push_back(served(run));
  for (auto& client : silent) CHECK(client->read_until_close().empty());
  CHECK(run.counters().open <= 20);
  CHECK(run.counters().gave_way >= 60);
  CHECK(run.counters().turned_away == 0);
}

TEST_CASE("a call under way never gives way, however many connections come") {
  ServerRun run(room_for(2));
  auto const caller = busy(run);
  for (int i = 0; i < 30; ++i) served(run);
  run.open_gate();
  CHECK(caller->read_response().body == "waited");
}

TEST_CASE("where none is idle a new connection gets 503, until there is room again") {
  auto limits = room_for(2);
  limits.place_timeout = 300ms;
  ServerRun run(limits);
  std::vector<Client> callers;
  callers.push_back(busy(run));
  callers.push_back(busy(run));
  std::vector<Client> late;
  for (int i = 0; i < 40; ++i) {
    late.push_back(std::make_unique<RawClient>(run.port()));
    if (i % 2 == 0) REQUIRE(late.back()->send(post("/late", std::string(10'000, 'b'))));
  }
  for (auto& client : late) check_turned_away(*client);
  CHECK(run.counters().turned_away == 40);
  CHECK(run.counters().requests == 2);
  run.open_gate();
  for (auto& client : callers) CHECK(client->read_response().body == "waited");
  served(run);
}

TEST_CASE("a place that is free in time is no reason for a 503") {
  auto limits = room_for(1);
  limits.place_timeout = 60s;
  ServerRun run(limits);
  auto const caller = busy(run);
  RawClient late(run.port());
  REQUIRE(late.send(get("/late")));
  CHECK_FALSE(late.readable_within(200ms));
  run.open_gate();
  CHECK(caller->read_response().body == "waited");
  CHECK(late.read_response().body == "GET /late?\n");
  CHECK(run.counters().turned_away == 0);
}

TEST_CASE("running out of descriptors is treated like running out of places") {
  auto limits = room_for(10'000);
  limits.max_everywhere = 100;
  ServerRun run(limits);
  std::vector<Client> clients;
  for (int i = 0; i < 120; ++i) clients.push_back(served(run));
  CHECK(run.counters().open <= 100);
  CHECK(run.counters().gave_way >= 20);
  CHECK(run.counters().turned_away == 0);
  CHECK(run.server().accepting());
}

TEST_CASE("servers share what the process can hold; without an idle connection there is a 503") {
  http::Limits limits;
  limits.max_everywhere = 1;
  ServerRun one(limits), other(limits);
  auto const caller = busy(one);
  RawClient client(other.port());
  check_turned_away(client);
  CHECK(other.counters().turned_away == 1);
  one.open_gate();
  CHECK(caller->read_response().body == "waited");
}
