#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "tests/bridge/http/server_run.h"
#include "tests/support/raw_client.h"

using namespace uws::test;
using namespace std::chrono_literals;
namespace http = uws::http;

TEST_CASE("a drain with nothing open ends at once, and the port is free") {
  ServerRun run;
  auto const port = run.port();
  run.drain(60s);
  CHECK(eventually([&] { return run.drained() == 1; }));
  CHECK_THROWS_AS(RawClient{port}, std::system_error);
}

TEST_CASE("a request in flight is answered, idle connections are closed, `drained` comes once") {
  ServerRun run;
  RawClient idle(run.port());
  REQUIRE(idle.send(get("/a")));
  CHECK(idle.read_response().status == 200);
  RawClient busy(run.port());
  REQUIRE(busy.send(get("/wait")));
  REQUIRE(eventually([&] { return run.waiting() == 1; }));
  run.drain(60s);
  run.drain(0s);
  CHECK(idle.read_until_close().empty());
  CHECK_FALSE(idle.was_reset());
  CHECK(run.drained() == 0);
  run.open_gate();
  auto const response = busy.read_response();
  CHECK(response.body == "waited");
  CHECK(response.header("Connection") == "close");
  CHECK(busy.read_until_close().empty());
  CHECK(eventually([&] { return run.drained() == 1; }));
  CHECK(run.counters().open == 0);
  CHECK(run.drained() == 1);
}

TEST_CASE("a request half sent when the drain begins is read to its end and answered") {
  ServerRun run;
  auto const request = post("/a", "body");
  std::vector<std::unique_ptr<RawClient>> clients;
  std::vector<std::size_t> const cuts = {10, request.size() - 2};
  for (auto const cut : cuts) {
    clients.push_back(std::make_unique<RawClient>(run.port()));
    // An answered request first, so that the connection is known to be accepted.
    REQUIRE(clients.back()->send(get("/first") + request.substr(0, cut)));
    CHECK(clients.back()->read_response().status == 200);
  }
  RawClient idle(run.port());
  REQUIRE(idle.send(get("/first")));
  CHECK(idle.read_response().status == 200);
  run.drain(60s);
  CHECK(idle.read_until_close().empty());
  for (std::size_t i = 0; i < clients.size(); ++i) {
    REQUIRE(clients[i]->send(request.substr(cuts[i])));
    auto const response = clients[i]->read_response();
    CHECK(response.body == "POST /a?\nbody");
    CHECK(response.header("Connection") == "close");
  }
  CHECK(eventually([&] { return run.drained() == 1; }));
}

TEST_CASE("pipelined requests that have arrived are all answered, the last one with close") {
  ServerRun run;
  RawClient client(run.port());
  REQUIRE(client.send(get("/wait") + get("/b") + get("/c")));
  REQUIRE(eventually([&] { return run.waiting() == 1; }));
  run.drain(60s);
  run.open_gate();
  CHECK(client.read_response().body == "waited");
  auto const second = client.read_response();
  CHECK(second.body == "GET /b?\n");
  CHECK_FALSE(second.header("Connection"));
  auto const third = client.read_response();
  CHECK(third.body == "GET /c?\n");
  CHECK(third.header("Connection") == "close");
  CHECK(eventually([&] { return run.drained() == 1; }));
}

TEST_CASE("connections that wait in the backlog are taken and served before the port closes") {
  http::Limits limits;
  limits.max_connections = 1;
  limits.place_timeout = 60s;
  ServerRun run(limits);
  RawClient holder(run.port());
  REQUIRE(holder.send(get("/wait")));
  REQUIRE(eventually([&] { return run.waiting() == 1; }));
  std::vector<std::unique_ptr<RawClient>> waiting;
  for (int i = 0; i < 20; ++i) {
    waiting.push_back(std::make_unique<RawClient>(run.port()));
    if (i % 2 == 0) REQUIRE(waiting.back()->send(get("/late")));
  }
  run.drain(60s);
  for (int i = 0; i < 20; ++i) {
    if (i % 2 == 1) REQUIRE(waiting[static_cast<std::size_t>(i)]->send(get("/late")));
  }
  for (auto& client : waiting) {
    auto const response = client->read_response();
    CHECK(response.body == "GET /late?\n");
    CHECK(response.header("Connection") == "close");
  }
  CHECK(run.drained() == 0);
  run.open_gate();
  CHECK(holder.read_response().body == "waited");
  CHECK(eventually([&] { return run.drained() == 1; }));
}

TEST_CASE("when patience has passed, the rest is closed") {
  ServerRun run;
  RawClient busy(run.port());
  REQUIRE(busy.send(get("/wait")));
  RawClient half(run.port());
  REQUIRE(half.send(get("/first") + "GET /never"));
  CHECK(half.read_response().status == 200);
  REQUIRE(eventually([&] { return run.waiting() == 1; }));
  run.drain(100ms);
  CHECK(eventually([&] { return run.drained() == 1; }));
  CHECK(busy.read_until_close().empty());
  CHECK(half.read_until_close().empty());
  run.open_gate();
  CHECK(eventually([&] { return run.counters().open == 0; }));
  CHECK(run.drained() == 1);
}

TEST_CASE("no call is lost when clients keep calling into a drain") {
  ServerRun run;
  std::atomic<bool> started{false};
  std::atomic<int> lost{0};
  std::atomic<int> answered{0};
  std::thread caller([&] {
    for (;;) {
      try {
        RawClient client(run.port());
        bool const sent = client.send(post("/a", "body"));
        try {
          if (!sent || client.read_response().body != "POST /a?\nbody") ++lost;
          ++answered;
        } catch (const std::exception&) {
          ++lost;
        }
        started = answered > 50;
      } catch (const std::system_error&) {
        return;  // refused: the port is closed
      }
    }
  });
  CHECK(eventually([&] { return started.load(); }));
  run.drain(60s);
  caller.join();
  CHECK(eventually([&] { return run.drained() == 1; }));
  CHECK(answered > 50);
  CHECK(lost <= 2);  // the kernel may complete a handshake while one of two acceptors closes
}

TEST_CASE("a server that goes closes its port and connections while the pool runs on") {
  http::Pool pool(2);
  auto handler = [](http::Request) -> http::asio::awaitable<http::Response> {
    co_return http::Response{};
  };
  auto server = std::make_unique<http::Server>(pool, "127.0.0.1", std::uint16_t{0}, http::Limits{},
                                               http::shared(handler));
  auto const port = server->port();
  std::thread runner([&] { pool.run(); });
  {
    RawClient client(port);
    REQUIRE(client.send(get("/a")));
    CHECK(client.read_response().status == 200);
    server.reset();
    CHECK(client.read_until_close().empty());
  }
  CHECK(eventually([&] {
    try {
      RawClient const again(port);
      return false;
    } catch (const std::system_error&) {
      return true;
    }
  }));
  pool.stop();
  runner.join();
}
