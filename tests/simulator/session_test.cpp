#include "simulator/session.h"

#include <doctest/doctest.h>

#include "simulator/sim_time.h"
#include "tests/simulator/platform.h"

using uws::simulator::Json;
using uws::simulator::parse_time;
using uws::simulator::text_of;
using uws::test::error_of;
using uws::test::Platform;
using namespace std::chrono_literals;

namespace {

constexpr const char* kLogIn = "/m2m/v1/session/login";
constexpr const char* kGroups = "/m2m/v1/groups/0212345678-00001";

std::string fault_code(const uws::simulator::Reply& reply) {
  return reply.body.contains("fault") ? text_of(reply.body["fault"], "code") : "";
}

}  // namespace

TEST_CASE("a token is handed out again within its hour, then replaced") {
  Platform platform;
  auto& world = platform.world();
  const std::string basic = "Basic azpz";
  const auto issue = [&] {
    return world.oauth.issue(&basic, "grant_type=client_credentials", world.clock.now());
  };
  const auto first = issue();
  CHECK(first.body["expires_in"].get<int>() <= 3600);
  world.clock.advance(59min);
  CHECK(text_of(issue().body, "access_token") == text_of(first.body, "access_token"));
  CHECK(platform.call("GET", kGroups).status == 400);
  world.clock.advance(2min);
  const auto late = platform.call("GET", kGroups);
  CHECK(late.status == 401);
  CHECK(fault_code(late) == "900901");
  CHECK(text_of(issue().body, "access_token") != text_of(first.body, "access_token"));
}

TEST_CASE("missing and wrong credentials are refused as the gateway does") {
  Platform platform;
  const std::string wrong = "Bearer nonsense";
  const auto missing = platform.raw({"GET", kGroups, nullptr, nullptr, ""});
  CHECK(missing.status == 401);
  CHECK(fault_code(missing) == "900902");
  CHECK(fault_code(platform.raw({"GET", kGroups, &wrong, nullptr, ""})) == "900901");
  const std::string basic = "Basic azpz";
  const std::string token = "/ts/v1/oauth2/token";
  CHECK(platform.raw({"POST", token, nullptr, nullptr, ""}).status == 401);
  const auto no_grant = platform.raw({"POST", token, &basic, nullptr, ""});
  CHECK(no_grant.status == 400);
  CHECK(text_of(no_grant.body, "error") == "invalid_request");
  CHECK(platform.raw({"GET", "/m2m/v1/none", &platform.bearer(), nullptr, ""}).status == 400);
  CHECK(platform.raw({"GET", "/elsewhere", nullptr, nullptr, ""}).status == 404);
}

TEST_CASE("a session lives on use and dies of idleness") {
  Platform platform;
  CHECK(platform.call("GET", kGroups).status == 200);
  for (int i = 0; i < 2; ++i) {
    platform.world().clock.advance(19min);
    CHECK(platform.call("GET", kGroups).status == 200);
  }
  platform.world().clock.advance(21min);
  const auto expired = platform.call("GET", kGroups);
  CHECK(expired.status == 400);
  CHECK(text_of(expired.body, "errorCode") ==
        "UnifiedWebService.REQUEST_FAILED.SessionToken.Expired");
  CHECK(error_of(platform.call("GET", kGroups)) == "REQUEST_FAILED.SessionToken.Expired");
}

TEST_CASE("a missing, unknown or ended session is told apart") {
  Platform platform;
  const std::string unknown = "00000000-0000-4000-8000-000000000000";
  CHECK(error_of(platform.raw({"GET", kGroups, &platform.bearer(), nullptr, ""})) ==
        "REQUEST_FAILED.SessionToken.Format");
  CHECK(error_of(platform.raw({"GET", kGroups, &platform.bearer(), &unknown, ""})) ==
        "INPUT_INVALID.SessionToken.Invalid");
  CHECK(platform.call("POST", "/m2m/v1/session/logout").status == 200);
  CHECK(error_of(platform.call("GET", kGroups)) == "INPUT_INVALID.SessionToken.Invalid");
}

TEST_CASE("five wrong passwords lock the user") {
  Platform platform;
  const std::string wrong = R"({"username":"demo","password":"x"})";
  const std::string right = R"({"username":"demo","password":"demo"})";
  for (int i = 0; i < 4; ++i) CHECK(platform.call("POST", kLogIn, wrong).status == 400);
  CHECK(platform.call("POST", kLogIn, right).status == 200);
  for (int i = 0; i < 5; ++i) {
    CHECK(error_of(platform.call("POST", kLogIn, wrong)) == "INPUT_INVALID.Password.Invalid");
  }
  CHECK(error_of(platform.call("POST", kLogIn, right)) == "INPUT_INVALID.Password.Invalid");
}

TEST_CASE("a reset password is good at once") {
  Platform platform;
  const std::string reset = "/m2m/v1/session/password/actions/reset";
  CHECK(platform.call("PUT", reset, R"({"oldPassword":"x"})").status == 400);
  const auto reply = platform.call("PUT", reset, R"({"oldPassword":"demo"})");
  const Json login = {{"username", "demo"}, {"password", reply.body["newPassword"]}};
  CHECK(platform.call("POST", kLogIn, login.dump()).status == 200);
  CHECK(platform.call("POST", kLogIn, R"({"username":"demo","password":"demo"})").status == 400);
}

TEST_CASE("times are read in the spellings the platform accepts") {
  const auto base = parse_time("2020-05-01T15:00:00Z");
  REQUIRE(base);
  CHECK(*parse_time("2020-05-01T10:00:00-05:00") == *base);
  CHECK(*parse_time("2020-05-01T07:00:00-08:00Z") == *base);
  CHECK(*parse_time("2020-05-01T15:00:00.250Z") == *base + 250ms);
  CHECK(*parse_time("2020-05-01") == *base - 15h);
  CHECK(uws::simulator::format_zoned(*base) == "2020-05-01T10:00:00-05:00");
  for (const char* bad : {"", "2020", "2020-13-01", "2020-02-30", "2020-05-01T", "20-05-01T1:00",
                          "2020-05-01T15:00:00+x", "2020-05-01T15:00:00Zx"}) {
    CHECK_MESSAGE(!parse_time(bad), bad);
  }
}
