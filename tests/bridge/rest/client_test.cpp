#include "bridge/rest/client.h"

#include <doctest/doctest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "mapping/common/faults.h"
#include "tests/bridge/http/scripted_upstream.h"

namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using uws::Result;
using uws::http::ClientLimits;
using uws::mapping::Method;
using uws::mapping::RestCall;
using uws::mapping::RestReply;
using uws::test::Act;
using uws::test::eventually;
using uws::test::respond;
using uws::test::run_test;
using uws::test::ScriptedUpstream;
using uws::test::Seen;

constexpr const char* kSession = "0a1b2c3d-session";
const uws::Fault kUnexpected = uws::mapping::uws_fault(uws::mapping::kUnexpectedError);

Act grant(const std::string& token, const std::string& lifetime = "3600") {
  return respond(200, R"({"access_token":")" + token + R"(","token_type":"Bearer","expires_in":)" +
                          lifetime + "}");
}

Act silent() {
  Act act;
  act.silent = true;
  return act;
}

Act cut(Act::End end) {
  Act act;
  act.end = end;
  return act;
}

// Token endpoint and API on one upstream, a client against them, and what it told its observer.
struct Bench {
  using Script = ScriptedUpstream::Script;

  explicit Bench(
      Script on_token, Script on_call,
      std::function<void(uws::rest::Settings&)> change = [](uws::rest::Settings&) {})
      : upstream(io,
                 [this, on_token, on_call](const Seen& seen) {
                   if (seen.target != "/token") return on_call(seen);
                   ++tokens;
                   return on_token(seen);
                 }),
        http(io, limits()) {
    uws::rest::Settings settings;
    settings.base_url = upstream.url("/api");
    settings.token_url = upstream.url("/token");
    settings.app_key = "key-of-app";
    settings.app_secret = "hush:secret";
    settings.timeout = 30s;
    change(settings);
    uws::rest::Observation observation;
    observation.on_failure = [this](std::string_view line) { lines.emplace_back(line); };
    rest.emplace(io, http, settings, observation);
  }

  static ClientLimits limits() {
    ClientLimits limits;
    limits.max_response_bytes = 10'000;
    return limits;
  }

  Result<RestReply> call(const RestCall& what, const std::string& session = kSession) {
    Result<RestReply> out;
    io.restart();
    run_test(io, [&]() -> asio::awaitable<void> { out = co_await rest->perform(what, session); }());
    return out;
  }

  // Nothing secret and nothing of an upstream body may be told.
  void check_discreet(const Result<RestReply>& result) const {
    std::string told = result ? "" : result.error().code + result.error().message;
    for (const std::string& line : lines) told += line;
    for (const char* secret :
         {"hush", "key-of-app", "a2V5LW9mLWFwcD", "bearer-", kSession, "UPSTREAM", "a=b"}) {
      CHECK_MESSAGE(told.find(secret) == std::string::npos, told);
    }
  }

  const uws::rest::RestCounters& counters() const { return rest->counters(); }

  asio::io_context io;
  int tokens = 0;
  std::vector<std::string> lines;
  ScriptedUpstream upstream;
  uws::http::Client http;
  std::optional<uws::rest::Client> rest;
};

RestCall get_things() {
  RestCall call;
  call.path = "/m2m/v1/things?a=b";
  return call;
}

RestCall post_things() {
  RestCall call;
  call.method = Method::post;
  call.path = "/m2m/v1/things";
  call.body = R"({"a":1})";
  return call;
}

Act ok(const Seen&) { return respond(200, R"({"ok":true})"); }

Bench::Script always(const Act& act) {
  return [act](const Seen&) { return act; };
}

std::string header(const Seen& seen, const char* name) {
  const std::string* value = seen.headers.find(name);
  return value != nullptr ? *value : "(none)";
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
  CHECK(bench.lines.empty());
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

TEST_CASE("error replies are handed on as they are") {
  Bench bench(always(grant("bearer-1")), always(respond(400, R"({"errorCode":"A.B"})")));
  const auto reply = bench.call(get_things());
  REQUIRE(reply.has_value());
  CHECK(reply->status == 400);
  CHECK(reply->body == R"({"errorCode":"A.B"})");
  CHECK(bench.counters().error_replies == 1);
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
  int good = 0;
  const RestCall what = get_things();
  const std::string session = kSession;
  const auto one = [&]() -> asio::awaitable<void> {
    const auto reply = co_await bench.rest->perform(what, session);
    if (reply && reply->status == 200) ++good;
  };
  run_test(bench.io, [&]() -> asio::awaitable<void> {
    for (int i = 0; i < kCalls; ++i) asio::co_spawn(bench.io, one(), asio::detached);
    const bool all = co_await eventually([&] { return good == kCalls; });
    CHECK(all);
  }());
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
      [](const Seen& seen) { return respond(200, header(seen, "Authorization")); });
  REQUIRE(bench.call(get_things())->body == "Bearer bearer-1");
  std::string last;
  bench.io.restart();
  run_test(bench.io, [&]() -> asio::awaitable<void> {
    const RestCall what = get_things();
    const std::string session = kSession;
    const auto end = std::chrono::steady_clock::now() + 30s;
    while (last != "Bearer bearer-2" && std::chrono::steady_clock::now() < end) {
      const auto reply = co_await bench.rest->perform(what, session);
      REQUIRE(reply.has_value());
      last = reply->body;
    }
  }());
  CHECK(last == "Bearer bearer-2");
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

TEST_CASE("a bearer refused twice is a fault, and a later call starts anew") {
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
  REQUIRE(bench.lines.size() == 1);
  CHECK(bench.lines[0] == "GET /m2m/v1/things: bearer token refused twice");
  refuse = false;
  CHECK(bench.call(get_things()).has_value());
}

TEST_CASE("many calls refused at once need one new bearer") {
  constexpr int kCalls = 30;
  int granted = 0;
  Bench bench([&](const Seen&) { return grant("bearer-" + std::to_string(++granted)); },
              [](const Seen& seen) {
                return header(seen, "Authorization") == "Bearer bearer-1" ? respond(401, "")
                                                                          : ok(seen);
              });
  int good = 0;
  const RestCall what = get_things();
  const std::string session = kSession;
  const auto one = [&]() -> asio::awaitable<void> {
    const auto reply = co_await bench.rest->perform(what, session);
    if (reply && reply->status == 200) ++good;
  };
  run_test(bench.io, [&]() -> asio::awaitable<void> {
    for (int i = 0; i < kCalls; ++i) asio::co_spawn(bench.io, one(), asio::detached);
    const bool all = co_await eventually([&] { return good == kCalls; });
    CHECK(all);
  }());
  CHECK(bench.tokens == 2);
}

TEST_CASE("no bearer, no call: whatever the token endpoint does instead") {
  const std::vector<Act> endpoints = {
      respond(401, R"({"error":"invalid_client","error_description":"UPSTREAM hush:secret"})"),
      respond(400, R"({"error":"invalid_request"})"),
      respond(200, R"({"token_type":"Bearer"})"),
      respond(200, R"({"access_token":""})"),
      respond(200, "{\"access_token\":\"bearer-\\r\\nX-Evil: 1\"}"),
      respond(200, "<html>UPSTREAM</html>", "text/html"),
      respond(500, ""),
      respond(302, "", "text/html", "Location: /token\r\n"),
      respond(200, std::string(20'000, ' ')),
      cut(Act::End::reset),
      cut(Act::End::close),
  };
  for (const Act& act : endpoints) {
    CAPTURE(act.bytes.substr(0, 200));
    Bench bench(always(act), ok);
    const auto reply = bench.call(get_things());
    REQUIRE(!reply.has_value());
    CHECK(reply.error() == kUnexpected);
    bench.check_discreet(reply);
    CHECK(bench.tokens == 1);
    CHECK(bench.upstream.seen().size() == 1);
    CHECK(bench.counters().token_failures == 1);
    CHECK(bench.counters().failed_bearer == 1);
    CHECK(bench.lines.size() == 2);
  }
}

TEST_CASE("no answer is a fault, and nothing that may have arrived is sent again") {
  struct Case {
    const char* name;
    Act act;
    std::atomic<std::uint64_t> uws::rest::RestCounters::*counter;
  };
  Act half = respond(200, "UPSTREAM");
  half.bytes.resize(half.bytes.size() - 3);
  half.end = Act::End::reset;
  const Case cases[] = {
      {"reset", cut(Act::End::reset), &uws::rest::RestCounters::failed_other},
      {"closed", cut(Act::End::close), &uws::rest::RestCounters::failed_other},
      {"reset mid-response", half, &uws::rest::RestCounters::failed_other},
      {"too large", respond(200, std::string(10'001, 'U')),
       &uws::rest::RestCounters::failed_too_large},
  };
  for (const Case& one : cases) {
    CAPTURE(one.name);
    for (const RestCall& what : {post_things(), get_things()}) {
      Bench bench(always(grant("bearer-1")), always(one.act));
      const auto reply = bench.call(what);
      REQUIRE(!reply.has_value());
      CHECK(reply.error() == kUnexpected);
      bench.check_discreet(reply);
      CHECK((bench.counters().*one.counter) == 1);
      CHECK(bench.lines.size() == 1);
      if (what.method == Method::post) CHECK(bench.upstream.seen().size() == 2);
    }
  }
}

TEST_CASE("the deadline covers bearer and call together") {
  const auto quick = [](uws::rest::Settings& settings) { settings.timeout = 400ms; };
  SUBCASE("a silent API") {
    Bench bench(always(grant("bearer-1")), always(silent()),
                [](uws::rest::Settings& settings) { settings.timeout = 3s; });
    const auto reply = bench.call(post_things());
    REQUIRE(!reply.has_value());
    CHECK(reply.error() == kUnexpected);
    CHECK(bench.counters().failed_timeout == 1);
    CHECK(bench.upstream.seen().size() == 2);
  }
  SUBCASE("a silent token endpoint") {
    Bench bench(always(silent()), ok, quick);
    const auto begun = std::chrono::steady_clock::now();
    const auto reply = bench.call(post_things());
    CHECK(std::chrono::steady_clock::now() - begun < 20s);
    REQUIRE(!reply.has_value());
    CHECK(reply.error() == kUnexpected);
    CHECK(bench.counters().failed_bearer == 1);
    CHECK(bench.upstream.seen().size() == 1);
  }
  SUBCASE("a call that is refused late has no second time") {
    Bench bench(
        always(grant("bearer-1")),
        [](const Seen&) {
          Act act = respond(401, "");
          act.delay = 300ms;
          return act;
        },
        quick);
    const auto reply = bench.call(post_things());
    REQUIRE(!reply.has_value());
    CHECK(reply.error() == kUnexpected);
    CHECK(bench.counters().failed_timeout + bench.counters().failed_bearer == 1);
  }
}

TEST_CASE("a refused connection is tried once more, then a fault") {
  SUBCASE("of the API") {
    Bench bench(always(grant("bearer-1")), ok);
    // Nobody listens there any more.
    Bench apart(always(grant("bearer-1")), ok, [&](uws::rest::Settings& settings) {
      settings.base_url =
          "http://127.0.0.1:" + std::to_string(uws::test::refused_port(bench.io)) + "/api";
    });
    const auto reply = apart.call(post_things());
    REQUIRE(!reply.has_value());
    CHECK(reply.error() == kUnexpected);
    CHECK(apart.counters().connection_retries == 1);
    CHECK(apart.counters().failed_connect == 1);
    apart.check_discreet(reply);
    REQUIRE(apart.lines.size() == 1);
    CHECK(apart.lines[0].starts_with("POST /m2m/v1/things: connect: "));
  }
  SUBCASE("of the token endpoint") {
    Bench bench(always(grant("bearer-1")), ok);
    Bench apart(always(grant("bearer-1")), ok, [&](uws::rest::Settings& settings) {
      settings.token_url =
          "http://127.0.0.1:" + std::to_string(uws::test::refused_port(bench.io)) + "/token";
    });
    const auto reply = apart.call(post_things());
    REQUIRE(!reply.has_value());
    CHECK(reply.error() == kUnexpected);
    CHECK(apart.counters().connection_retries == 1);
    CHECK(apart.counters().token_failures == 1);
    CHECK(apart.upstream.seen().empty());
  }
}

TEST_CASE("a token endpoint that recovers is used again at once") {
  bool broken = true;
  Bench bench([&](const Seen&) { return broken ? respond(503, "") : grant("bearer-1"); }, ok);
  CHECK(!bench.call(get_things()).has_value());
  broken = false;
  CHECK(bench.call(get_things()).has_value());
}

TEST_CASE("a token URL nothing can be sent to fails at once") {
  Bench bench(always(grant("bearer-1")), ok,
              [](uws::rest::Settings& settings) { settings.token_url = "http://x\ny/"; });
  const auto begun = std::chrono::steady_clock::now();
  CHECK(!bench.call(get_things()).has_value());
  CHECK(std::chrono::steady_clock::now() - begun < 10s);
}
