#include "bridge/rest/client.h"

#include <doctest/doctest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <string>

#include "tests/bridge/rest/rest_bench.h"

namespace asio = boost::asio;
using namespace std::chrono_literals;
using namespace uws::test;
using uws::mapping::RestCall;

namespace {

// `calls` of get_things(), all of which must bring 200.
void call_together(Bench& bench, int calls) {
  int good = 0;
  const RestCall what = get_things();
  const std::string session = kSession;
  const auto one = [&]() -> asio::awaitable<void> {
    const auto reply = co_await bench.rest->perform(what, session);
    if (reply && reply->status == 200) ++good;
  };
  run_test(bench.io, [&]() -> asio::awaitable<void> {
    for (int i = 0; i < calls; ++i) asio::co_spawn(bench.io, one(), asio::detached);
    const bool all = co_await holds_eventually([&] { return good == calls; });
    CHECK(all);
  }());
}

}  // namespace

TEST_CASE("a call asks for a bearer first, then carries every header") {
  Bench bench(always(grant("bearer-1")), ok);
  const auto reply = bench.call(post_things());
  REQUIRE(reply.has_value());
  CHECK(reply->status == 200);
  CHECK(reply->body == R"({"ok":true})");
  CHECK(reply->content_type == "application/json");

  REQUIRE(bench.upstream.seen().size() == 2);
  const Seen& token = bench.upstream.seen()[0];
  CHECK(token.method == "POST");
  CHECK(header(token, "Authorization") == "Basic a2V5LW9mLWFwcDpodXNoOnNlY3JldA==");
  CHECK(header(token, "Content-Type") == "application/x-www-form-urlencoded");
  CHECK(token.body == "grant_type=client_credentials");
  const Seen& call = bench.upstream.seen()[1];
  CHECK(call.method == "POST");
  CHECK(call.target == "/api/m2m/v1/things");
  CHECK(header(call, "Authorization") == "Bearer bearer-1");
  CHECK(header(call, "VZ-M2M-Token") == kSession);
  CHECK(header(call, "Content-Type") == "application/json");
  CHECK(header(call, "Accept") == "application/json");
  CHECK(header(call, "Expect") == "(none)");
  CHECK(call.body == R"({"a":1})");
  CHECK(bench.counters().calls == 1);
  CHECK(bench.counters().replies == 1);
  CHECK(bench.lines().empty());
}

TEST_CASE("the session token goes along only where there is one to send") {
  Bench bench(always(grant("bearer-1")), ok);
  RestCall login = post_things();
  login.with_session = false;
  CHECK(bench.call(login).has_value());
  CHECK(bench.call(get_things(), "").has_value());
  REQUIRE(bench.upstream.seen().size() == 3);
  CHECK(header(bench.upstream.seen()[1], "VZ-M2M-Token") == "(none)");
  CHECK(header(bench.upstream.seen()[2], "VZ-M2M-Token") == "(none)");

  RestCall own = get_things();
  own.session_token = "own-session";
  CHECK(bench.call(own).has_value());
  CHECK(header(bench.upstream.seen()[3], "VZ-M2M-Token") == "own-session");

  const auto smuggled = bench.call(get_things(), "x\r\nX-Evil: 1");
  REQUIRE(!smuggled.has_value());
  CHECK(smuggled.error().code == "UnifiedWebService.INPUT_INVALID.SessionToken.Invalid");
  CHECK(bench.upstream.seen().size() == 4);
}

TEST_CASE("a session token that cannot be one is not sent") {
  Bench bench(always(grant("bearer-1")), ok);
  CHECK(bench.call(get_things(), std::string(256, 'x')).has_value());
  const auto sent = bench.upstream.seen().size();
  for (const std::string& token :
       {std::string(257, 'x'), std::string(100'000, 'x'), std::string("sess\xC3\xAFon")}) {
    const auto refused = bench.call(get_things(), token);
    REQUIRE(!refused.has_value());
    CHECK(refused.error().code == "UnifiedWebService.REQUEST_FAILED.SessionToken.Format");
    CHECK(refused.error().reason == "the session token is over 256 characters or not ASCII");
  }
  RestCall own = get_things();
  own.session_token = std::string(257, 'x');
  CHECK_FALSE(bench.call(own).has_value());
  CHECK(bench.upstream.seen().size() == sent);
}

TEST_CASE("error replies are handed on as they are") {
  Bench bench(always(grant("bearer-1")), always(respond(400, R"({"errorCode":"A.B"})")));
  const auto reply = bench.call(get_things());
  REQUIRE(reply.has_value());
  CHECK(reply->status == 400);
  CHECK(reply->body == R"({"errorCode":"A.B"})");
  CHECK(bench.counters().error_replies == 1);
}

TEST_CASE("a success that is no JSON object or list is a fault, an empty one is none") {
  for (const std::string body : {"null", "true", "7", "\"text\"", "<html/>", "  nonsense"}) {
    CAPTURE(body);
    Bench bench(always(grant("bearer-1")), always(respond(200, body)));
    const auto reply = bench.call(get_things());
    REQUIRE(!reply.has_value());
    CHECK(reply.error() == kUnexpected);
    CHECK(bench.lines().size() == 1);
    CHECK(bench.statuses() == std::vector<int>{200});
  }
  for (const std::string body : {"", " \n", "{}", " [1]"}) {
    CAPTURE(body);
    Bench bench(always(grant("bearer-1")), always(respond(202, body)));
    CHECK(bench.call(get_things()).has_value());
  }
}

TEST_CASE("many concurrent calls share one bearer request and its connection pool") {
  constexpr int kCalls = 60;
  Bench bench(
      [](const Seen&) {
        Act act = grant("bearer-1");
        act.delay = 20ms;
        return act;
      },
      ok);
  call_together(bench, kCalls);
  CHECK(bench.tokens == 1);
  CHECK(bench.counters().token_refreshes == 1);
  const int opened = bench.upstream.connections();
  for (int i = 0; i < 5; ++i) CHECK(bench.call(get_things()).has_value());
  CHECK(bench.upstream.connections() == opened);
  CHECK(bench.tokens == 1);
}

TEST_CASE("a bearer is renewed before it ends, while calls go on with the old one") {
  // Two seconds of life: renewed after one.
  Bench bench(
      [](const Seen& seen) {
        return seen.nth == 1 ? grant("bearer-1", "2") : grant("bearer-2", "3600");
      },
      [](const Seen& seen) { return respond(200, "[\"" + header(seen, "Authorization") + "\"]"); });
  REQUIRE(bench.call(get_things())->body == "[\"Bearer bearer-1\"]");
  std::string last;
  bench.io.restart();
  run_test(bench.io, [&]() -> asio::awaitable<void> {
    const RestCall what = get_things();
    const std::string session = kSession;
    const auto end = std::chrono::steady_clock::now() + 30s;
    while (last != "[\"Bearer bearer-2\"]" && std::chrono::steady_clock::now() < end) {
      const auto reply = co_await bench.rest->perform(what, session);
      REQUIRE(reply.has_value());
      last = reply->body;
    }
  }());
  CHECK(last == "[\"Bearer bearer-2\"]");
  CHECK(bench.tokens == 2);
  CHECK(bench.counters().bearer_retries == 0);
}

TEST_CASE("after a 401 the call is made once more with a new bearer") {
  int granted = 0;
  Bench bench([&](const Seen&) { return grant("bearer-" + std::to_string(++granted)); },
              [](const Seen& seen) {
                return header(seen, "Authorization") == "Bearer bearer-1"
                           ? respond(401, R"({"fault":{"code":900901,"message":"UPSTREAM"}})")
                           : ok(seen);
              });
  const auto reply = bench.call(post_things());
  REQUIRE(reply.has_value());
  CHECK(reply->status == 200);
  CHECK(bench.tokens == 2);
  CHECK(bench.counters().bearer_retries == 1);
  CHECK(bench.upstream.seen().back().body == R"({"a":1})");
}

TEST_CASE("a bearer refused twice is a fault, and after a pause a call starts anew") {
  bool refuse = true;
  Bench bench(always(grant("bearer-1")), [&](const Seen& seen) {
    return refuse ? respond(401, R"({"fault":{"code":900901,"message":"UPSTREAM"}})") : ok(seen);
  });
  const auto reply = bench.call(get_things());
  REQUIRE(!reply.has_value());
  CHECK(reply.error() == kUnexpected);
  bench.check_discreet(reply);
  CHECK(bench.upstream.seen().size() == 4);
  CHECK(bench.counters().failed_bearer == 1);
  REQUIRE(bench.lines().size() == 1);
  CHECK(bench.lines()[0] ==
        "REST call failed reason=GET /m2m/v1/things: bearer token refused twice");
  refuse = false;
  const auto end = std::chrono::steady_clock::now() + 20s;
  auto later = bench.call(get_things());
  while (!later && std::chrono::steady_clock::now() < end) later = bench.call(get_things());
  CHECK(later.has_value());
}

TEST_CASE("many calls refused at once need one new bearer") {
  constexpr int kCalls = 30;
  int granted = 0;
  Bench bench([&](const Seen&) { return grant("bearer-" + std::to_string(++granted)); },
              [](const Seen& seen) {
                return header(seen, "Authorization") == "Bearer bearer-1" ? respond(401, "")
                                                                          : ok(seen);
              });
  call_together(bench, kCalls);
  CHECK(bench.tokens == 2);
}
