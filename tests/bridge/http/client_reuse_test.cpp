// What is kept from call to call: connections; and what must not be: headers, a proxy of the
// environment.

#include <doctest/doctest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tests/bridge/http/client_calls.h"

namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using namespace uws::http;
using namespace uws::test;
using Outcome = ClientOutcome;

}  // namespace

TEST_CASE("connections are kept: a second wave of concurrent calls opens none") {
  constexpr int kCalls = 100;
  asio::io_context io;
  ScriptedUpstream upstream(io, [](const Seen& seen) { return respond(200, seen.body); });
  Client client(io, {});
  int answered = 0;
  const auto one = [&](int number) -> asio::awaitable<void> {
    ClientCall call = call_to("POST", upstream.url("/n"), std::to_string(number));
    const Outcome answer = co_await client.perform(std::move(call));
    if (answer && answer->body == std::to_string(number)) ++answered;
  };
  const auto wave = [&] {
    for (int i = 0; i < kCalls; ++i) asio::co_spawn(io, one(i), asio::detached);
  };
  run_test(io, [&]() -> asio::awaitable<void> {
    wave();
    const bool first = co_await holds_eventually([&] { return answered == kCalls; });
    CHECK(first);
    const int opened = upstream.connections();
    CHECK(opened <= kCalls);
    wave();
    const bool second = co_await holds_eventually([&] { return answered == 2 * kCalls; });
    CHECK(second);
    CHECK(upstream.connections() == opened);
  }());
}

TEST_CASE("what one call had to repeat is no burden of the next") {
  asio::io_context io;
  // Every second request on a connection is met by its end.
  std::map<int, int> on_connection;
  ScriptedUpstream upstream(io, [&](const Seen& seen) {
    if (++on_connection[seen.connection] < 2) return respond(200, "ok");
    return Act{"", Act::End::close, {}, false};
  });
  Client client(io, {});
  run_test(io, [&]() -> asio::awaitable<void> {
    for (int i = 0; i < 20; ++i) {
      CAPTURE(i);
      ClientCall call = call_to(i % 2 == 0 ? "GET" : "POST", upstream.url("/"), "");
      call.send_again = true;
      const Outcome outcome = co_await client.perform(std::move(call));
      CHECK(outcome.has_value());
    }
  }());
}

TEST_CASE("no connection goes to an address that is not allowed") {
  asio::io_context io;
  ScriptedUpstream upstream(io, [](const Seen&) { return respond(200, "ok"); });
  ClientLimits limits;
  int asked = 0;
  limits.may_connect = [&](const uws::base::IpAddress& address, std::uint16_t port) {
    CHECK(address.is_loopback());
    CHECK(port == upstream.port());
    return ++asked > 1;
  };
  Client client(io, limits);
  run_test(io, [&]() -> asio::awaitable<void> {
    ClientCall call = call_to("GET", upstream.url("/"));
    const Outcome refused = co_await client.perform(std::move(call));
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().kind == uws::http::ClientFailure::connect);
    CHECK_FALSE(refused.error().may_have_arrived);
    CHECK(refused.error().message == "127.0.0.1 is not an address that calls may go to");
    CHECK(upstream.seen().empty());
    ClientCall again = call_to("GET", upstream.url("/"));
    const Outcome allowed = co_await client.perform(std::move(again));
    CHECK(allowed.has_value());
  }());
}

TEST_CASE("a kept connection that dies: GET is sent again, POST, PUT and DELETE are not") {
  for (const std::string method : {"GET", "POST", "PUT", "DELETE"}) {
    CAPTURE(method);
    asio::io_context io;
    ScriptedUpstream upstream(io, [](const Seen& seen) {
      Act act = respond(200, "ok");
      if (seen.nth == 2) {
        act.bytes.clear();
        act.end = Act::End::close;
      }
      return act;
    });
    Client client(io, {});
    run_test(io, [&]() -> asio::awaitable<void> {
      ClientCall warm_up = call_to("GET", upstream.url("/1"));
      const Outcome warm = co_await client.perform(std::move(warm_up));
      REQUIRE(warm.has_value());
      ClientCall call = call_to(method, upstream.url("/2"), method == "POST" ? "{}" : "");
      const Outcome outcome = co_await client.perform(std::move(call));
      CHECK(outcome.has_value() == (method == "GET"));
      if (!outcome) {
        CHECK(outcome.error().kind == uws::http::ClientFailure::other);
        CHECK(outcome.error().may_have_arrived);
        CHECK(outcome.error().kept_connection_died);
      }
    }());
    REQUIRE(upstream.seen().size() == (method == "GET" ? 3 : 2));
    CHECK(upstream.seen()[1].connection == 1);
  }
}

TEST_CASE("one request after the other: each goes to its own URL, repeated or not") {
  asio::io_context io;
  // Kept connections die under the third request and the one after the URL that is none.
  ScriptedUpstream upstream(io, [](const Seen& seen) {
    return seen.nth == 3 || seen.nth == 6 ? Act{"", Act::End::close, {}, false}
                                          : respond(200, seen.target);
  });
  Client client(io, {});
  run_test(io, [&]() -> asio::awaitable<void> {
    const auto is_answered = [&](const std::string& url) -> asio::awaitable<bool> {
      ClientCall call = call_to("GET", url);
      const Outcome outcome = co_await client.perform(std::move(call));
      co_return outcome.has_value() && outcome->status == 200;
    };
    for (const char* path : {"/one", "/one", "/two?a=b", "/one", "/../up"}) {
      const std::string url = upstream.url(path);
      const bool answered = co_await is_answered(url);
      CHECK(answered);
    }
    for (const std::string none : {"http://", "http://h:port/", "http://[::1/"}) {
      const bool answered = co_await is_answered(none);
      CHECK_FALSE(answered);
    }
    const std::string up = upstream.url("/../up");
    const bool answered = co_await is_answered(up);
    CHECK(answered);
  }());
  std::vector<std::string> targets;
  for (const auto& seen : upstream.seen()) targets.push_back(seen.target);
  CHECK(targets == std::vector<std::string>{"/one", "/one", "/two?a=b", "/two?a=b", "/one",
                                            "/../up", "/../up", "/../up"});
}

// libcurl before 8.1.1 writes into a header of the answer before, which it has freed, where the
// easy handle is the same.
TEST_CASE("an answer whose headers begin with a folded line touches no other answer") {
  asio::io_context io;
  ScriptedUpstream upstream(io, [](const Seen& seen) {
    const std::string folded = seen.target == "/folded" ? " folded: line\r\n" : "X-Plain: line\r\n";
    return Act{"HTTP/1.1 200 OK\r\n" + folded + "Content-Length: 2\r\n\r\nok"};
  });
  Client client(io, {});
  run_test(io, [&]() -> asio::awaitable<void> {
    for (int i = 0; i < 6; ++i) {
      CAPTURE(i);
      const bool plain = i % 2 == 0;
      ClientCall call = call_to("POST", upstream.url(plain ? "/plain" : "/folded"), "body");
      const Outcome outcome = co_await client.perform(std::move(call));
      if (!plain && !outcome) continue;  // libcurl 7.88 refuses it
      REQUIRE(outcome);
      CHECK(outcome->body == "ok");
    }
  }());
  CHECK(upstream.seen().size() == 6);
}

TEST_CASE("a fresh connection that dies is no kept one") {
  const Outcome outcome = one_call([](const Seen&) { return Act{"", Act::End::close}; }, "POST");
  REQUIRE(!outcome.has_value());
  CHECK_FALSE(outcome.error().kept_connection_died);
}

TEST_CASE("a connection that has been idle too long is not used again") {
  asio::io_context io;
  ScriptedUpstream upstream(io, [](const Seen&) { return respond(200, "ok"); });
  ClientLimits limits;
  limits.max_idle = 1s;
  Client client(io, limits);
  run_test(io, [&]() -> asio::awaitable<void> {
    for (const int connections : {1, 1, 2, 2}) {
      if (connections == 2 && upstream.connections() == 1) {
        const auto later = std::chrono::steady_clock::now() + 2s;
        co_await holds_eventually([&] { return std::chrono::steady_clock::now() > later; });
      }
      ClientCall call = call_to("POST", upstream.url("/"), "x");
      const Outcome outcome = co_await client.perform(std::move(call));
      CHECK(outcome.has_value());
      CHECK(upstream.connections() == connections);
    }
  }());
}

TEST_CASE("proxies of the environment count for nothing, the configured one for every call") {
  asio::io_context io;
  ScriptedUpstream upstream(io, [](const Seen&) { return respond(200, "direct"); });
  ScriptedUpstream proxy(io, [](const Seen&) { return respond(200, "by proxy"); });
  for (const char* name : {"http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"}) {
    ::setenv(name, proxy.url("").c_str(), 1);
  }
  ::unsetenv("no_proxy");
  ::unsetenv("NO_PROXY");
  Client direct(io, {});
  ClientLimits limits;
  limits.proxy = proxy.url("");
  Client through(io, limits);
  run_test(io, [&]() -> asio::awaitable<void> {
    ClientCall first = call_to("GET", upstream.url("/a"));
    const Outcome answer = co_await direct.perform(std::move(first));
    REQUIRE(answer.has_value());
    CHECK(answer->body == "direct");
    // Nor does what the environment says against a proxy.
    ::setenv("no_proxy", "127.0.0.1", 1);
    ClientCall second = call_to("GET", upstream.url("/a"));
    const Outcome other = co_await through.perform(std::move(second));
    REQUIRE(other.has_value());
    CHECK(other->body == "by proxy");
  }());
  REQUIRE(proxy.seen().size() == 1);
  CHECK(proxy.seen()[0].target == upstream.url("/a"));
}

TEST_CASE("headers nobody wants are not kept") {
  asio::io_context io;
  ScriptedUpstream upstream(
      io, [](const Seen&) { return respond(200, "", "text/plain", "X-One: 1\r\nX-Two: 2\r\n"); });
  Client client(io, {});
  run_test(io, [&]() -> asio::awaitable<void> {
    static constexpr std::string_view kWanted[] = {"content-type", "X-Two"};
    ClientCall call = call_to("GET", upstream.url("/"));
    call.wanted_headers = kWanted;
    const Outcome answer = co_await client.perform(std::move(call));
    REQUIRE(answer.has_value());
    REQUIRE(answer->headers.fields().size() == 2);
    CHECK(*answer->headers.find("X-Two") == "2");
    CHECK(*answer->headers.find("Content-Type") == "text/plain");
  }());
}

TEST_CASE("one request after the other: nothing of a call is left for the next") {
  asio::io_context io;
  ScriptedUpstream upstream(io, [](const Seen& seen) { return respond(200, seen.body); });
  Client client(io, {});
  run_test(io, [&]() -> asio::awaitable<void> {
    for (int round = 0; round < 3; ++round) {
      for (const std::string method : {"POST", "PUT", "GET", "DELETE", "POST"}) {
        const std::string body =
            method == "POST" ? std::string(10 - 4 * static_cast<std::size_t>(round), 'x') : "";
        ClientCall call = call_to(method, upstream.url("/" + method), body);
        if (method == "PUT") call.headers.add("X-Put", "yes");
        const Outcome answer = co_await client.perform(std::move(call));
        REQUIRE(answer.has_value());
        CHECK(answer->body == body);
        CHECK(upstream.seen().back().method == method);
        CHECK((upstream.seen().back().headers.find("X-Put") != nullptr) == (method == "PUT"));
      }
    }
  }());
}
