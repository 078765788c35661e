#include "bridge/http/client.h"

#include <doctest/doctest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <optional>
#include <string>
#include <vector>

#include "tests/bridge/http/client_calls.h"

namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using namespace uws::http;
using namespace uws::test;
using Outcome = ClientOutcome;

}  // namespace

TEST_CASE("a call carries what it was given and brings back what was answered") {
  asio::io_context io;
  ScriptedUpstream upstream(io, [](const Seen& seen) {
    return respond(seen.method == "PUT" ? 404 : 200, "echo:" + seen.body, "text/plain",
                   "X-One: 1\r\nX-Empty:\r\nX-One: 2\r\n");
  });
  Client client(io, {});
  run_test(io, [&]() -> asio::awaitable<void> {
    ClientCall post = call_to("POST", upstream.url("/a/b?c=d%20e"), "body & soul");
    post.headers.add("Content-Type", "text/xml; charset=utf-8");
    post.headers.add("SOAPAction", "");
    post.headers.add("X-Caller", "me");
    const Outcome answer = co_await client.perform(std::move(post));
    REQUIRE(answer.has_value());
    CHECK(answer->status == 200);
    CHECK(answer->body == "echo:body & soul");
    REQUIRE(answer->headers.find("x-one") != nullptr);
    CHECK(*answer->headers.find("X-ONE") == "1");
    REQUIRE(answer->headers.find("X-Empty") != nullptr);
    CHECK(answer->headers.find("X-Empty")->empty());

    for (const std::string method : {"PUT", "GET", "DELETE"}) {
      ClientCall call = call_to(method, upstream.url("/x"));
      const Outcome other = co_await client.perform(std::move(call));
      REQUIRE(other.has_value());
      CHECK(other->status == (method == "PUT" ? 404 : 200));
    }
  }());
  REQUIRE(upstream.seen().size() == 4);
  const Seen& post = upstream.seen()[0];
  CHECK(post.method == "POST");
  CHECK(post.target == "/a/b?c=d%20e");
  CHECK(*post.headers.find("Content-Type") == "text/xml; charset=utf-8");
  REQUIRE(post.headers.find("SOAPAction") != nullptr);
  CHECK(*post.headers.find("X-Caller") == "me");
  CHECK(upstream.seen()[1].method == "PUT");
  CHECK(*upstream.seen()[1].headers.find("Content-Length") == "0");
  CHECK(upstream.seen()[1].headers.find("Content-Type") == nullptr);
  CHECK(upstream.seen()[2].method == "GET");
  CHECK(upstream.seen()[3].method == "DELETE");
  CHECK(upstream.connections() == 1);
}

TEST_CASE("a large body goes out at once, without waiting for 100 Continue") {
  asio::io_context io;
  ScriptedUpstream upstream(io, [](const Seen& seen) {
    return respond(200, std::to_string(seen.body.size()) +
                            (seen.headers.find("Expect") == nullptr ? " at once" : " waited"));
  });
  Client client(io, {});
  run_test(io, [&]() -> asio::awaitable<void> {
    ClientCall call = call_to("POST", upstream.url("/big"), std::string(5'000'000, 'x'));
    const Outcome answer = co_await client.perform(std::move(call));
    REQUIRE(answer.has_value());
    CHECK(answer->body == "5000000 at once");
  }());
}

TEST_CASE("redirects are answers, and only HTTP is spoken") {
  const Outcome redirect = one_call(
      [](const Seen&) { return respond(302, "", "text/html", "Location: /elsewhere\r\n"); }, "GET");
  REQUIRE(redirect.has_value());
  CHECK(redirect->status == 302);
  asio::io_context io;
  Client client(io, {});
  run_test(io, [&]() -> asio::awaitable<void> {
    ClientCall call = call_to("GET", "file:///etc/hostname");
    const Outcome file = co_await client.perform(std::move(call));
    REQUIRE(!file.has_value());
    CHECK(!file.error().may_have_arrived);
  }());
}

TEST_CASE("a path goes out as it is written") {
  asio::io_context io;
  ScriptedUpstream upstream(io, [](const Seen&) { return respond(200, ""); });
  Client client(io, {});
  const std::string path = "/m2m/v1/groups/acc/name/../../x/./%2e%2e/y";
  run_test(io, [&]() -> asio::awaitable<void> {
    ClientCall call = call_to("DELETE", upstream.url(path));
    const Outcome answer = co_await client.perform(std::move(call));
    CHECK(answer.has_value());
  }());
  REQUIRE(upstream.seen().size() == 1);
  CHECK(upstream.seen()[0].target == path);
}

TEST_CASE("an interim answer leaves no headers behind") {
  const Outcome answer = one_call(
      [](const Seen&) {
        Act act = respond(200, "done");
        act.bytes.insert(0, "HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n");
        return act;
      },
      "GET");
  REQUIRE(answer.has_value());
  CHECK(answer->status == 200);
  CHECK(answer->headers.find("X-Early") == nullptr);
}

TEST_CASE("refused and unencrypted peers: nothing can have arrived") {
  asio::io_context io;
  ScriptedUpstream upstream(io, [](const Seen&) { return respond(200, ""); });
  Client client(io, {});
  run_test(io, [&]() -> asio::awaitable<void> {
    const std::string port = std::to_string(uws::test::refused_port(io));
    ClientCall nobody = call_to("POST", "http://127.0.0.1:" + port + "/", "x");
    const Outcome refused = co_await client.perform(std::move(nobody));
    REQUIRE(!refused.has_value());
    CHECK(refused.error().kind == ClientFailure::connect);
    CHECK(!refused.error().may_have_arrived);
    CHECK(!refused.error().message.empty());

    // The upstream takes the greeting for a request it never sees the end of.
    const std::string address = "https://127.0.0.1:" + std::to_string(upstream.port()) + "/";
    ClientCall plain = call_to("POST", address, "x", 300ms);
    const Outcome tls = co_await client.perform(std::move(plain));
    REQUIRE(!tls.has_value());
    CHECK(!tls.error().may_have_arrived);
  }());
  CHECK(upstream.seen().empty());
}

TEST_CASE("a peer that does not speak TLS is a tls failure") {
  asio::io_context io;
  asio::ip::tcp::acceptor acceptor(io, {asio::ip::address_v4::loopback(), 0});
  Client client(io, {});
  run_test(io, [&]() -> asio::awaitable<void> {
    asio::co_spawn(
        io,
        [&]() -> asio::awaitable<void> {
          auto socket = co_await acceptor.async_accept(asio::use_awaitable);
          const std::string words = "HTTP/1.1 400 Bad Request\r\n\r\n";
          co_await socket.async_send(asio::buffer(words), asio::use_awaitable);
          char sink[4096];
          co_await socket.async_receive(asio::buffer(sink), asio::use_awaitable);
        },
        asio::detached);
    ClientCall call = call_to(
        "POST", "https://127.0.0.1:" + std::to_string(acceptor.local_endpoint().port()), "x");
    const Outcome outcome = co_await client.perform(std::move(call));
    REQUIRE(!outcome.has_value());
    CHECK(outcome.error().kind == ClientFailure::tls);
    CHECK(!outcome.error().may_have_arrived);
  }());
}

TEST_CASE("a silent peer ends with the call's timeout") {
  const Outcome outcome = one_call(
      [](const Seen&) {
        Act act;
        act.silent = true;
        return act;
      },
      "POST", {}, 1s);
  REQUIRE(!outcome.has_value());
  CHECK(outcome.error().kind == ClientFailure::timeout);
  CHECK(outcome.error().may_have_arrived);
}

TEST_CASE("an answer cut short is a failure") {
  for (const auto end : {Act::End::reset, Act::End::close}) {
    for (const std::string bytes : {"", "HTTP/1.1 200 OK\r\nContent-Le",
                                    "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf"}) {
      const Outcome outcome = one_call(
          [&](const Seen&) {
            Act act;
            act.bytes = bytes;
            act.end = end;
            return act;
          },
          "POST");
      // Headers cut short by a close are headers that ended, for libcurl; nobody sends them.
      if (end == Act::End::close && bytes.ends_with("Le")) continue;
      REQUIRE(!outcome.has_value());
      CHECK(outcome.error().kind == ClientFailure::other);
      CHECK(outcome.error().may_have_arrived);
    }
  }
}

TEST_CASE("more than the allowed bytes are not received") {
  ClientLimits limits;
  limits.max_response_bytes = 1'000;
  const auto sized = [](std::size_t size) {
    return [size](const Seen&) { return respond(200, std::string(size, 'x')); };
  };
  const Outcome fits = one_call(sized(1'000), "GET", limits);
  REQUIRE(fits.has_value());
  CHECK(fits->body.size() == 1'000);

  const auto until_close = [](const Seen&) {
    Act act;
    act.bytes = "HTTP/1.1 200 OK\r\n\r\n" + std::string(1'001, 'x');
    act.end = Act::End::close;
    return act;
  };
  const auto endless_headers = [](const Seen&) {
    Act act;
    act.bytes = "HTTP/1.1 200 OK\r\n";
    for (int i = 0; i < 10; ++i) act.bytes += "X-Long: " + std::string(50'000, 'h') + "\r\n";
    return act;
  };
  for (const ScriptedUpstream::Script& script :
       {ScriptedUpstream::Script(sized(1'001)), ScriptedUpstream::Script(until_close),
        ScriptedUpstream::Script(endless_headers)}) {
    const Outcome outcome = one_call(script, "GET", limits);
    REQUIRE(!outcome.has_value());
    CHECK(outcome.error().kind == ClientFailure::too_large);
    CHECK(outcome.error().may_have_arrived);
  }
}

TEST_CASE("a header cannot smuggle another") {
  asio::io_context io;
  ScriptedUpstream upstream(io, [](const Seen&) { return respond(200, ""); });
  Client client(io, {});
  run_test(io, [&]() -> asio::awaitable<void> {
    ClientCall call = call_to("GET", upstream.url("/"));
    call.headers.add("VZ-M2M-Token", "s3cr3t\r\nX-Evil: 1");
    const Outcome outcome = co_await client.perform(std::move(call));
    REQUIRE(!outcome.has_value());
    CHECK(!outcome.error().may_have_arrived);
    CHECK(outcome.error().message.find("s3cr3t") == std::string::npos);
  }());
  CHECK(upstream.seen().empty());
}

TEST_CASE("a cancelled call ends, and the client goes on") {
  using namespace asio::experimental::awaitable_operators;
  asio::io_context io;
  ScriptedUpstream upstream(io, [](const Seen& seen) {
    Act act = respond(200, "ok");
    act.silent = seen.target == "/never";
    return act;
  });
  Client client(io, {});
  run_test(io, [&]() -> asio::awaitable<void> {
    ClientCall never = call_to("GET", upstream.url("/never"));
    auto both = client.perform(std::move(never)) ||
                holds_eventually([&] { return upstream.seen().size() == 1; });
    const auto winner = co_await std::move(both);
    CHECK(winner.index() == 1);
    ClientCall next = call_to("GET", upstream.url("/next"));
    const Outcome outcome = co_await client.perform(std::move(next));
    CHECK(outcome.has_value());
  }());
}

TEST_CASE("a client that goes away ends the calls still waiting") {
  asio::io_context io;
  ScriptedUpstream upstream(io, [](const Seen&) {
    Act act;
    act.silent = true;
    return act;
  });
  std::optional<Client> client;
  client.emplace(io, ClientLimits{});
  std::vector<Outcome> outcomes;
  const auto one = [&]() -> asio::awaitable<void> {
    ClientCall call = call_to("POST", upstream.url("/"), "x");
    Outcome outcome = co_await client->perform(std::move(call));
    outcomes.push_back(std::move(outcome));
  };
  run_test(io, [&]() -> asio::awaitable<void> {
    for (int i = 0; i < 3; ++i) asio::co_spawn(io, one(), asio::detached);
    const bool sent = co_await holds_eventually([&] { return upstream.seen().size() == 3; });
    REQUIRE(sent);
    client.reset();
    const bool ended = co_await holds_eventually([&] { return outcomes.size() == 3; });
    REQUIRE(ended);
  }());
  for (const Outcome& outcome : outcomes) {
    REQUIRE(!outcome.has_value());
    CHECK(outcome.error().kind == ClientFailure::other);
    CHECK(outcome.error().may_have_arrived);
  }
}
