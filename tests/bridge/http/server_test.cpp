#include "bridge/http/server.h"

#include <doctest/doctest.h>

#include <map>
#include <memory>
#include <mutex>
#include <set>

#include <string>
#include <system_error>
#include <vector>

#include "bridge/http/client.h"
#include "tests/bridge/http/server_run.h"
#include "tests/support/raw_client.h"

using namespace uws::test;
namespace http = uws::http;

namespace {

struct Exchange {
  const char* name;
  std::string request;
  std::string body;
};

std::vector<Exchange> exchanges() {
  std::string const chunked =
      "POST /c HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n"
      "5;ext=1;other=\"a b\"\r\nhello\r\n1\r\n \r\nA\r\nworld12345\r\n"
      "0;last\r\nX-Trailer: t\r\nHost: other\r\n\r\n";
  return {
      {"plain post", post("/a?x=1&y=%20", "<a/>"), "POST /a?x=1&y=%20\n<a/>"},
      {"escaped path", get("/a%20b/%c3%a4%zz?q"), "GET /a b/\xc3\xa4%zz?q\n"},
      {"chunked", chunked, "POST /c?\nhello world12345"},
      {"absolute form", post("http://elsewhere:81/api/v2/X.svc?wsdl", "b"),
       "POST /api/v2/X.svc?wsdl\nb"},
      {"absolute form without a path", get("HTTP://elsewhere?q=1"), "GET /?q=1\n"},
      {"empty lines before the request", "\r\n\r\n" + post("/e", "b"), "POST /e?\nb"},
      {"empty body", post("/n", ""), "POST /n?\n"},
      {"other methods", "DELETE /d HTTP/1.1\r\nHost: test\r\n\r\n", "DELETE /d?\n"},
  };
}

}  // namespace

TEST_CASE("each request is answered, sent whole or byte by byte, on one connection") {
  ServerRun run;
  RawClient client(run.port());
  for (const auto& exchange : exchanges()) {
    CAPTURE(exchange.name);
    for (bool const whole : {true, false}) {
      REQUIRE(whole ? client.send(exchange.request) : client.send_byte_by_byte(exchange.request));
      auto const response = client.read_response();
      CHECK(response.status == 200);
      CHECK(response.version == "HTTP/1.1");
      CHECK(response.reason == "OK");
      CHECK(response.body == exchange.body);
      CHECK_FALSE(response.header("Connection"));
      CHECK(response.header("Content-Type") == "text/plain");
      CHECK(response.header("Date")->ends_with(" GMT"));
    }
  }
  CHECK(run.counters().connections == 1);
  CHECK(run.counters().requests == 2 * exchanges().size());
}

TEST_CASE("pipelined requests are answered in order") {
  ServerRun run;
  RawClient client(run.port());
  std::string all;
  for (const auto& exchange : exchanges()) all += exchange.request;
  for (bool const whole : {true, false}) {
    REQUIRE(whole ? client.send(all) : client.send_byte_by_byte(all));
    for (const auto& exchange : exchanges()) CHECK(client.read_response().body == exchange.body);
  }
}

TEST_CASE("the handler sees headers, version and peer") {
  ServerRun run;
  RawClient client(run.port());
  REQUIRE(client.send(post("/p", "b", "SOAPAction: \"urn:x\"\r\nX-Two: 1\r\nx-two: 2\r\n")));
  CHECK(client.read_response().status == 200);
  auto const seen = run.seen();
  CHECK(*seen.headers.find("soapaction") == "\"urn:x\"");
  CHECK(*seen.headers.find("X-TWO") == "1");
  CHECK(seen.headers.find("X-Three") == nullptr);
  CHECK(seen.headers.fields().size() == 5);
  CHECK(seen.version == 11);
  CHECK_FALSE(seen.tls);
  CHECK(seen.target == "/p");
  CHECK(seen.peer == "127.0.0.1:" + std::to_string(client.local_port()));
}

TEST_CASE("HTTP/1.0 closes by default and keeps alive when asked, saying so") {
  ServerRun run;
  RawClient client(run.port());
  REQUIRE(client.send("POST /a HTTP/1.0\r\nConnection: Keep-Alive\r\nContent-Length: 1\r\n\r\nb"));
  auto const kept = client.read_response();
  CHECK(kept.body == "POST /a?\nb");
  CHECK(kept.header("Connection") == "keep-alive");
  REQUIRE(client.send("POST /b HTTP/1.0\r\nContent-Length: 1\r\n\r\nb"));
  auto const last = client.read_response();
  CHECK(last.body == "POST /b?\nb");
  CHECK(last.header("Connection") == "close");
  CHECK(client.read_until_close().empty());
  CHECK_FALSE(client.was_reset());
  CHECK(run.seen().version == 10);
}

TEST_CASE("Connection: close is honoured, the client's and the handler's") {
  ServerRun run;
  for (const auto& request : {get("/a", "Connection: close\r\n"), get("/close")}) {
    RawClient client(run.port());
    REQUIRE(client.send(request));
    CHECK(client.read_response().header("Connection") == "close");
    CHECK(client.read_until_close().empty());
    CHECK_FALSE(client.was_reset());
  }
  CHECK(eventually([&] { return run.counters().open == 0; }));
}

TEST_CASE("a client that closed its sending side still gets its answer") {
  ServerRun run;
  RawClient client(run.port());
  REQUIRE(client.send(post("/wait", "b")));
  client.half_close();
  REQUIRE(eventually([&] { return run.waiting() == 1; }));
  run.open_gate();
  CHECK(client.read_response().body == "waited");
  CHECK(client.read_until_close().empty());
}

TEST_CASE("HEAD is answered with the length and no body") {
  ServerRun run;
  RawClient client(run.port());
  REQUIRE(client.send("HEAD /a HTTP/1.1\r\nHost: test\r\n\r\n" + get("/b")));
  auto const response = client.read_response(true);
  CHECK(response.header("Content-Length") == std::to_string(sizeof "HEAD /a?\n" - 1));
  CHECK(client.read_response().body == "GET /b?\n");
}

TEST_CASE("a reason phrase goes out as given, but can add no header line") {
  ServerRun run;
  RawClient client(run.port());
  REQUIRE(client.send(get("/custom")));
  auto const response = client.read_response();
  CHECK(response.status == 415);
  CHECK(response.reason == "Cannot process 'a  X-Smuggled: 1'");
  CHECK(response.header("X-Own") == "yes");
  CHECK_FALSE(response.header("X-Smuggled"));
  CHECK(response.header("Content-Length") == "0");
  CHECK(response.body.empty());
}

TEST_CASE("204 has no Content-Length, and the connection goes on") {
  ServerRun run;
  RawClient client(run.port());
  REQUIRE(client.send(get("/nothing") + get("/after")));
  auto const response = client.read_response();
  CHECK(response.status == 204);
  CHECK_FALSE(response.header("Content-Length"));
  CHECK(client.read_response().body == "GET /after?\n");
}

TEST_CASE("an exception out of the handler is an empty 500, counted") {
  ServerRun run;
  RawClient client(run.port());
  REQUIRE(client.send(post("/throw", "b") + get("/after")));
  auto const response = client.read_response();
  CHECK(response.status == 500);
  CHECK(response.body.empty());
  CHECK_FALSE(response.header("Content-Type"));
  CHECK(run.counters().handler_errors == 1);
  CHECK(client.read_response().status == 200);
}

TEST_CASE("a response marked so is a reset instead") {
  ServerRun run;
  RawClient client(run.port());
  REQUIRE(client.send(get("/reset")));
  CHECK(client.read_until_close().empty());
  CHECK(client.was_reset());
}

TEST_CASE("an answer larger than any socket buffer arrives whole") {
  ServerRun run;
  RawClient client(run.port());
  REQUIRE(client.send(get("/big?30000000")));
  auto const response = client.read_response();
  CHECK(response.body == std::string(30'000'000, 'x'));  // NOLINT(bugprone-string-constructor)
}

TEST_CASE("a client that leaves while its request is handled harms nobody") {
  ServerRun run;
  {
    RawClient client(run.port());
    REQUIRE(client.send(get("/wait")));
    REQUIRE(eventually([&] { return run.waiting() == 1; }));
    client.reset();
  }
  run.open_gate();
  CHECK(eventually([&] { return run.counters().open == 0; }));
  RawClient other(run.port());
  REQUIRE(other.send(get("/a")));
  CHECK(other.read_response().status == 200);
}

TEST_CASE("an address that is served already is refused") {
  ServerRun run;
  http::Pool pool(2);
  auto const serve = [&](std::uint16_t port) {
    http::Server const server(pool, "127.0.0.1", port, {}, http::shared({}));
    return server.endpoint();
  };
  CHECK_THROWS_AS(serve(run.port()), std::system_error);
  CHECK(serve(0) != run.server().endpoint());
  CHECK(run.server().endpoint() == "127.0.0.1:" + std::to_string(run.port()));
}

TEST_CASE("connections spread over the threads of the pool and are all served") {
  ServerRun run({}, 4);
  for (int i = 0; i < 64; ++i) {
    RawClient client(run.port());
    REQUIRE(client.send(get("/" + std::to_string(i))));
    CHECK(client.read_response().body == "GET /" + std::to_string(i) + "?\n");
  }
  CHECK(run.counters().connections == 64);
}

TEST_CASE("kept connections are spread evenly over the threads") {
  constexpr int kRuns = 20, kConnections = 16, kMostOnOne = 9;
  for (int round = 0; round < kRuns; ++round) {
    std::mutex mutex;
    std::map<http::asio::io_context*, int> served;
    http::Pool pool(2);
    http::Server const server(pool, "127.0.0.1", 0, {}, [&](http::asio::io_context& io) {
      return [&](http::Request) -> http::asio::awaitable<http::Response> {
        std::lock_guard const lock(mutex);
        ++served[&io];
        co_return http::Response{};
      };
    });
    std::thread runner([&] { pool.run(); });
    std::vector<std::unique_ptr<RawClient>> kept;
    for (int i = 0; i < kConnections; ++i) {
      kept.push_back(std::make_unique<RawClient>(server.port()));
      REQUIRE(kept.back()->send(get("/a")));
    }
    for (auto& client : kept) CHECK(client->read_response().status == 200);
    pool.stop();
    runner.join();
    CHECK(served.size() == 2);
    for (const auto& [io, count] : served) CHECK(count <= kMostOnOne);
  }
}

TEST_CASE("every thread has a handler of its own, on that thread, until the pool has ended") {
  http::Pool pool(3);
  std::mutex mutex;
  std::map<http::asio::io_context*, std::set<std::thread::id>> seen;
  auto const alive = std::make_shared<int>();
  auto const make = [&](http::asio::io_context& io) -> http::Handler {
    return [&, &own = io, held = alive](http::Request) -> http::asio::awaitable<http::Response> {
      std::lock_guard const lock(mutex);
      seen[&own].insert(std::this_thread::get_id());
      co_return http::Response{};
    };
  };
  auto const once = http::once_per_context(make);
  http::Server const first(pool, "127.0.0.1", 0, {}, once);
  http::Server const second(pool, "127.0.0.1", 0, {}, once);
  CHECK(alive.use_count() > 3);
  std::thread runner([&] { pool.run(); });
  for (int i = 0; i < 64; ++i) {
    RawClient client(i % 2 == 0 ? first.port() : second.port());
    REQUIRE(client.send(get("/a")));
    CHECK(client.read_response().status == 200);
  }
  pool.stop();
  runner.join();
  CHECK(seen.size() > 1);
  for (const auto& [io, threads] : seen) CHECK(threads.size() == 1);
}

TEST_CASE("a handler may hold a client whose call is under way when the pool is stopped") {
  ServerRun upstream;
  std::weak_ptr<http::Client> watched;
  {
    http::Pool pool(1);
    auto const make = [&](http::asio::io_context& io) -> http::Handler {
      auto client = std::make_shared<http::Client>(io, http::ClientLimits{});
      watched = client;
      return [&, client](http::Request) -> http::asio::awaitable<http::Response> {
        http::ClientCall call;
        call.method = "GET";
        call.url = "http://127.0.0.1:" + std::to_string(upstream.port()) + "/wait";
        auto pending = client->perform(std::move(call));
        co_await std::move(pending);
        co_return http::Response{};
      };
    };
    http::Server const server(pool, "127.0.0.1", 0, {}, make);
    std::thread runner([&] { pool.run(); });
    RawClient client(server.port());
    REQUIRE(client.send(get("/a")));
    REQUIRE(eventually([&] { return upstream.waiting() == 1; }));
    pool.stop();
    runner.join();
    CHECK(watched.expired());
  }
  upstream.open_gate();
}
