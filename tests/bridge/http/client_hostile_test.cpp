// Answers nobody should give.

#include <doctest/doctest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <string>

#include "tests/bridge/http/client_calls.h"
#include "tests/support/dice.h"

namespace {

namespace asio = boost::asio;
using namespace uws::http;
using namespace uws::test;
using Outcome = ClientOutcome;

const std::string kAnswers[] = {
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nX-Trailer: a\r\n\r\n",
    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\n{}",
    "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 301 Moved\r\nLocation: http://[::1]:1/\r\nContent-Length: 0\r\n\r\n",
};

const std::string kPieces[] = {
    " folded: line\r\n",
    "\tfolded\r\n",
    "\r\n",
    "\n",
    "\r",
    ":",
    " ",
    std::string(1, '\0'),
    "\xFF",
    "Content-Length: 5\r\n",
    "Content-Length: -1\r\n",
    "Content-Length: 99999999999999999999\r\n",
    "Transfer-Encoding: chunked\r\n",
    "Transfer-Encoding: gzip, chunked\r\n",
    "Content-Encoding: br\r\n",
    "Connection: close\r\n",
    "Set-Cookie: a=b; Domain=.\r\n",
    "Alt-Svc: h2=\":1\"\r\n",
    "Strict-Transport-Security: max-age=-1\r\n",
    "HTTP/1.1 200 OK\r\n",
    "HTTP/2 200\r\n",
    "FFFFFFFFFFFFFFFF\r\n",
    std::string(20'000, 'a'),
};

}  // namespace

TEST_CASE("a broken answer ends its call, one way or the other, and harms no call to others") {
  constexpr int kCallers = 16, kRounds = 200;
  asio::io_context io;
  Dice dice;
  ScriptedUpstream upstream(io, [&](const Seen&) {
    // It closes after each, so that no call waits for what does not come.
    return Act{dice.mutated(dice.one_of(kAnswers), kPieces), Act::End::close};
  });
  // Another server: what a broken answer leaves on its own connections may be read as the next.
  ScriptedUpstream whole_one(io, [](const Seen&) { return respond(200, "good"); });
  Client client(io, {});
  int good = 0, answered = 0, failed = 0;
  const auto caller = [&]() -> asio::awaitable<void> {
    for (int i = 0; i < kRounds; ++i) {
      ClientCall broken = call_to("POST", upstream.url("/broken"), "{}");
      const Outcome outcome = co_await client.perform(std::move(broken));
      ++(outcome ? answered : failed);
      if (i % 4 != 0) continue;
      ClientCall other = call_to("GET", whole_one.url("/good"));
      const Outcome whole = co_await client.perform(std::move(other));
      if (whole && whole->status == 200 && whole->body == "good") ++good;
    }
  };
  run_test(io, [&]() -> asio::awaitable<void> {
    for (int i = 0; i < kCallers; ++i) asio::co_spawn(io, caller(), asio::detached);
    const bool all =
        co_await holds_eventually([&] { return answered + failed == kCallers * kRounds; });
    CHECK(all);
    const bool others = co_await holds_eventually([&] { return good == kCallers * kRounds / 4; });
    CHECK(others);
  }());
  // Some broken answers are none for libcurl.
  CHECK(answered > 300);
  CHECK(failed > 300);
}
