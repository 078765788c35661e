#include <doctest/doctest.h>

#include <atomic>
#include <string>
#include <vector>

#include "bridge/rest/client.h"
#include "tests/bridge/rest/rest_bench.h"

using namespace std::chrono_literals;
using namespace uws::test;
using uws::mapping::Method;
using uws::mapping::RestCall;

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
    CHECK(bench.lines().size() == 2);
  }
}

TEST_CASE("no answer is a fault, and nothing that may have arrived is sent again") {
  struct Case {
    const char* name;
    Act act;
    uws::ops::Count uws::rest::RestCounters::*counter;
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
      CHECK(bench.lines().size() == 1);
      if (what.method == Method::post) CHECK(bench.upstream.seen().size() == 2);
    }
  }
}

TEST_CASE("each call is told once, with the status it ended with") {
  const auto told = [](Bench::Script on_token, Bench::Script on_call, const RestCall& call) {
    Bench bench(std::move(on_token), std::move(on_call));
    const auto reply = bench.call(call);
    if (reply) CHECK(bench.statuses() == std::vector<int>{reply->status});
    return bench.statuses();
  };
  using Statuses = std::vector<int>;
  const auto good = always(grant("bearer-1"));
  CHECK(told(good, ok, get_things()) == Statuses{200});
  CHECK(told(good, always(respond(503, "")), get_things()) == Statuses{503});
  CHECK(told(good, always(respond(401, "")), get_things()) == Statuses{401});
  CHECK(told(good, always(cut(Act::End::reset)), post_things()) == Statuses{0});
  CHECK(told(always(respond(500, "")), ok, get_things()) == Statuses{0});
  int calls = 0;
  const auto refused_once = [&](const Seen&) { return respond(++calls == 1 ? 401 : 202, ""); };
  CHECK(told(good, refused_once, get_things()) == Statuses{202});
  calls = 0;
  const auto lost_then = [&](const Seen&) {
    return ++calls == 1 ? respond(401, "") : cut(Act::End::reset);
  };
  CHECK(told(good, lost_then, get_things()) == Statuses{0});

  Bench bench(good, ok);
  CHECK(!bench.call(get_things(), "not\na header").has_value());
  CHECK(bench.statuses().empty());
}

TEST_CASE("a bearer is told before it is used, and a path never shows the session token") {
  Bench bench(always(grant("bearer-1")), always(cut(Act::End::reset)));
  RestCall call = get_things();
  call.path = std::string("/m2m/v1/groups/") + kSession + "?a=b";
  const auto reply = bench.call(call);
  CHECK(!reply.has_value());
  CHECK(bench.secrets() == std::vector<std::string>{"bearer-1"});
  REQUIRE(bench.lines().size() == 1);
  CHECK(
      bench.lines()[0].starts_with("REST call failed reason=GET /m2m/v1/groups/(hidden): other: "));
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
    REQUIRE(apart.lines().size() == 1);
    CHECK(apart.lines()[0].starts_with("REST call failed reason=POST /m2m/v1/things: connect: "));
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
