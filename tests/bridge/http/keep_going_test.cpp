// What goes on after an exception where none is expected.

#include "bridge/http/keep_going.h"

#include <doctest/doctest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <new>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "bridge/http/connection.h"
#include "bridge/http/listener.h"
#include "tests/bridge/http/server_run.h"
#include "tests/support/raw_client.h"
#include "tests/support/recorded_events.h"

using namespace uws::test;
using namespace std::chrono_literals;
namespace http = uws::http;
namespace asio = boost::asio;
using asio::ip::tcp;

TEST_CASE("a life that ends in an exception is told and followed by another after the pause") {
  asio::io_context io;
  asio::steady_timer pause(io);
  int lives = 0;
  bool ended = false;
  std::vector<std::string> told;
  auto life = [&]() -> asio::awaitable<void> {
    if (++lives == 1) throw std::bad_alloc();
    if (lives == 2) throw 7;
    co_return;
  };
  auto failed = [&](std::string_view what) {
    told.emplace_back(what);
    throw std::runtime_error("ignored");
  };
  auto const begun = std::chrono::steady_clock::now();
  asio::co_spawn(io, http::keep_going(pause, 20ms, life, failed),
                 [&](const std::exception_ptr& error) { ended = !error; });
  io.run();
  CHECK(ended);
  CHECK(lives == 3);
  CHECK(told == std::vector<std::string>{"std::bad_alloc", "not a std::exception"});
  CHECK(std::chrono::steady_clock::now() - begun >= 40ms);
}

TEST_CASE("cancelling the pause begins the next life at once") {
  asio::io_context io;
  asio::steady_timer pause(io);
  int lives = 0;
  auto life = [&]() -> asio::awaitable<void> {
    if (++lives == 1) throw std::bad_alloc();
    co_return;
  };
  auto failed = [&](std::string_view) { asio::post(io, [&] { pause.cancel(); }); };
  asio::co_spawn(io, http::keep_going(pause, 1h, life, failed), asio::detached);
  io.run();
  CHECK(lives == 2);
}

TEST_CASE("a handler that throws does not end its thread") {
  http::Pool pool(2);
  std::atomic<int> told{0};
  std::atomic<int> after{0};
  for (std::size_t i = 0; i < pool.size(); ++i) {
    asio::post(pool.context(i), [] { throw std::bad_alloc(); });
    asio::post(pool.context(i), [&] { ++after; });
  }
  std::thread running(
      [&] { pool.run([&](std::string_view what) { told += what == "std::bad_alloc"; }); });
  CHECK(eventually([&] { return after == 2; }));
  pool.stop();
  running.join();
  CHECK(told == 2);
}

TEST_CASE("a listener without memory for a connection loses that one, and accepts the next") {
  http::Limits limits;
  limits.max_connections = 1;
  asio::io_context io;
  struct Told : uws::test::RecordedEvents {
    std::shared_ptr<http::ListenerGroup> group;
    bool said_so = false;
    void write(uws::ops::LogLevel level, std::string_view line, uws::ops::Fields fields) override {
      RecordedEvents::write(level, line, fields);
      said_so = !group->accepting();
    }
  } told;
  http::Handler const handler = [](http::Request) -> asio::awaitable<http::Response> {
    co_return http::Response{};
  };
  http::Listen listen;
  listen.name = "soap";
  listen.limits = limits;
  auto const group = told.group = std::make_shared<http::ListenerGroup>(listen, told);
  int launched = 0;
  auto const launch = [&](std::shared_ptr<http::Listener> listener, tcp::socket socket,
                          std::string peer) -> std::shared_ptr<http::ConnectionBase> {
    if (++launched <= 3) throw std::bad_alloc();
    return std::make_shared<http::Connection<tcp::socket>>(std::move(listener), std::move(socket),
                                                           std::move(peer));
  };
  auto listener = std::make_shared<http::Listener>(io, group, launch);
  auto const bound = listener->open(tcp::endpoint(asio::ip::address_v4::loopback(), 0), true);
  group->add(listener);
  listener->start(handler);
  std::thread running([&] { io.run(); });

  for (int i = 0; i < 3; ++i) {
    RawClient lost(bound.port());
    CHECK(lost.read_until_close().empty());
  }
  for (int i = 0; i < 2; ++i) {
    RawClient client(bound.port());
    REQUIRE(client.send(get("/a", "Connection: close\r\n")));
    CHECK(client.read_response().status == 200);
    CHECK(client.read_until_close().empty());
  }
  CHECK(group->accepting());
  CHECK(group->counters().accept_failures == 3);
  CHECK(eventually([&] { return group->counters().open == 0; }));
  listener->post([](http::Listener& l) { l.abort(); });
  running.join();
  CHECK(told.said_so);
  CHECK(told.lines() ==
        std::vector<std::string>{"new connections are not accepted: std::bad_alloc listener=soap"});
}
