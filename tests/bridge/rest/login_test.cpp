#include <doctest/doctest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <string>

#include "bridge/rest/login_guard.h"
#include "tests/bridge/rest/rest_bench.h"

namespace asio = boost::asio;
using namespace std::chrono_literals;
using namespace uws::test;
using uws::mapping::RestCall;
using uws::mapping::RestReply;
using uws::rest::Login;
using uws::rest::LoginGuard;

namespace {

const std::string kRefusal =
    R"({"errorCode":"INPUT_INVALID.Password.Invalid","errorMessage":"no"})";

RestCall log_in(const std::string& user, const std::string& password) {
  RestCall call;
  call.method = uws::mapping::Method::post;
  call.path = "/m2m/v1/session/login";
  call.body = R"({"username":")" + user + R"(","password":")" + password + R"("})";
  call.with_session = false;
  return call;
}

// Takes `right`, refuses other passwords.
Bench::Script takes(const std::string& right) {
  return [right](const Seen& seen) {
    return seen.body.find('"' + right + '"') != std::string::npos
               ? respond(200, R"({"sessionToken":"s"})")
               : respond(401, kRefusal);
  };
}

// Logins the platform has seen.
int asked(const Bench& bench) {
  return static_cast<int>(bench.upstream.seen().size()) - bench.tokens;
}

}  // namespace

TEST_CASE("what a LogIn is, and whose") {
  const auto login = uws::rest::login_of(log_in("u", "p"));
  REQUIRE(login.has_value());
  CHECK(login->user == "u");
  CHECK(login->password == "p");
  CHECK_FALSE(uws::rest::login_of(post_things()).has_value());
  auto odd = log_in("u", "p");
  odd.body = "[]";
  CHECK(uws::rest::login_of(odd)->user.empty());
}

TEST_CASE("three refusals of one password are remembered, for a time, until another succeeds") {
  const auto begin = LoginGuard::Clock::now();
  const Login wrong{"u", "wrong"}, other{"u", "other"}, stranger{"v", "wrong"};
  const RestReply no{400, "application/json", kRefusal};
  LoginGuard guard(10s);
  for (int i = 0; i < 2; ++i) guard.learn(wrong, no, begin);
  CHECK_FALSE(guard.remembered(wrong, begin).has_value());
  guard.learn(wrong, no, begin);
  REQUIRE(guard.remembered(wrong, begin + 9s).has_value());
  CHECK(guard.remembered(wrong, begin + 9s)->body == kRefusal);
  CHECK_FALSE(guard.remembered(other, begin).has_value());
  CHECK_FALSE(guard.remembered(stranger, begin).has_value());
  CHECK_FALSE(guard.remembered(wrong, begin + 10s).has_value());
  for (int i = 0; i < 3; ++i) guard.learn(wrong, no, begin);
  CHECK(guard.remembered(wrong, begin).has_value());
  guard.learn(other, RestReply{200, "", "{}"}, begin);
  CHECK_FALSE(guard.remembered(wrong, begin).has_value());
}

TEST_CASE("only the platform's own refusals are remembered") {
  const Login login{"u", "p"};
  LoginGuard guard(10s);
  for (const auto& reply :
       {RestReply{503, "", kRefusal}, RestReply{400, "", "<html/>"}, RestReply{401, "", ""},
        RestReply{400, "", R"({"fault":{"code":"900800"}})"},
        RestReply{400, "", R"({"errorCode":"X.REQUEST_FAILED.UnexpectedError"})"}}) {
    for (int i = 0; i < 5; ++i) guard.learn(login, reply);
    CHECK_FALSE(guard.remembered(login).has_value());
  }
}

TEST_CASE("a memory of 0 remembers nothing, and a full one forgets the oldest user") {
  const RestReply no{400, "", kRefusal};
  LoginGuard none(0ms), full(1h);
  const auto refuse = [&](LoginGuard& guard, const std::string& user) {
    for (std::size_t i = 0; i < LoginGuard::kRefusals; ++i) guard.learn({user, "p"}, no);
  };
  refuse(none, "u");
  CHECK_FALSE(none.remembered({"u", "p"}).has_value());
  for (std::size_t i = 0; i <= LoginGuard::kUsers; ++i) refuse(full, "u" + std::to_string(i));
  CHECK_FALSE(full.remembered({"u0", "p"}).has_value());
  CHECK(full.remembered({"u1", "p"}).has_value());
}

TEST_CASE("a LogIn is sent once, whatever it is answered with") {
  for (const auto& act :
       {respond(401, kRefusal), respond(401, ""), respond(401, R"({"fault":{"code":900901}})"),
        respond(403, kRefusal), respond(500, ""), cut(Act::End::reset), cut(Act::End::close)}) {
    CAPTURE(act.bytes);
    Bench bench(always(grant("bearer-1")), always(act));
    (void)bench.call(log_in("u", "p"));
    CHECK(asked(bench) == 1);
  }
}

TEST_CASE("a LogIn refused with an error code comes back as it is, and the bearer stays") {
  Bench bench(always(grant("bearer-1")), takes("right"));
  const auto refused = bench.call(log_in("u", "wrong"));
  REQUIRE(refused.has_value());
  CHECK(refused->status == 401);
  CHECK(refused->body == kRefusal);
  CHECK(bench.call(log_in("u", "right")).has_value());
  CHECK(bench.tokens == 1);
}

TEST_CASE("a hundred bad logins of one user at once: three reach the platform") {
  constexpr int kLogins = 100;
  Bench bench(always(grant("bearer-1")), takes("right"));
  int refused = 0;
  const RestCall bad = log_in("u", "wrong");
  const std::string none;
  const auto one = [&]() -> asio::awaitable<void> {
    const auto reply = co_await bench.rest->perform(bad, none);
    if (reply && reply->body == kRefusal) ++refused;
  };
  run_test(bench.io, [&]() -> asio::awaitable<void> {
    for (int i = 0; i < kLogins; ++i) asio::co_spawn(bench.io, one(), asio::detached);
    const bool all = co_await holds_eventually([&] { return refused == kLogins; });
    CHECK(all);
  }());
  CHECK(asked(bench) == 3);
  CHECK(bench.counters().logins_remembered == kLogins - 3);
  CHECK(bench.statuses().size() == 3);
  CHECK(bench.call(log_in("u", "right"))->status == 200);
  CHECK(bench.call(log_in("u", "wrong"))->status == 401);
  CHECK(asked(bench) == 5);
}
