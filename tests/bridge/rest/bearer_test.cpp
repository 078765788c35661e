#include "bridge/rest/bearer.h"

#include <doctest/doctest.h>

#include <string>

#include "bridge/rest/refusals.h"

using std::chrono::seconds;
using uws::rest::basic_authorization;
using uws::rest::read_grant;
using uws::rest::renew_after;

TEST_CASE("a grant is read with its lifetime, however that is spelt") {
  const auto lifetime = [](const std::string& text) {
    const auto grant = read_grant(200, R"({"access_token":"t","expires_in":)" + text + "}");
    REQUIRE(grant.has_value());
    CHECK(grant->token == "t");
    return grant->lifetime;
  };
  CHECK(lifetime("3600") == seconds(3600));
  CHECK(lifetime("\"1800\"") == seconds(1800));
  CHECK(lifetime("0") == seconds(0));
  CHECK(lifetime("-5") == seconds(900));
  CHECK(lifetime("\"soon\"") == seconds(900));
  CHECK(lifetime("null") == seconds(900));
  CHECK(lifetime("99999999999") == seconds(86400));
  CHECK(lifetime("18446744073709551615") == seconds(900));
  CHECK(read_grant(200, R"({"access_token":"t"})")->lifetime == seconds(900));
}

TEST_CASE("what grants no usable token") {
  CHECK(!read_grant(401, R"({"access_token":"t","expires_in":3600})"));
  CHECK(!read_grant(200, ""));
  CHECK(!read_grant(200, "[]"));
  CHECK(!read_grant(200, R"({"access_token":7})"));
  CHECK(!read_grant(200, R"({"access_token":""})"));
  CHECK(!read_grant(200, R"({"access_token":"a b"})"));
  CHECK(!read_grant(200, "{\"access_token\":\"a\\nb\"}"));
  CHECK(!read_grant(200, std::string(100'000, '[')));
}

TEST_CASE("a token is renewed a minute before its end, or at half its life") {
  CHECK(renew_after(seconds(3600)) == seconds(3540));
  CHECK(renew_after(seconds(120)) == seconds(60));
  CHECK(renew_after(seconds(100)) == seconds(50));
  CHECK(renew_after(seconds(2)) == seconds(1));
  CHECK(renew_after(seconds(0)) == seconds(0));
}

TEST_CASE("credentials are base64 of key:secret") {
  CHECK(basic_authorization("Aladdin", "open sesame") == "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
  CHECK(basic_authorization("", "") == "Basic Og==");
}

TEST_CASE("tokens that are refused are asked for after pauses that double up to a minute") {
  uws::rest::Refusals refusals;
  auto now = uws::rest::Refusals::Clock::time_point(seconds(1000));
  const auto pause = [&] {
    auto end = now;
    while (refusals.pausing(end)) end += seconds(1);
    return end - now;
  };
  refusals.refused_call(false);
  CHECK(!refusals.in_doubt());
  refusals.refused_token(now);
  CHECK(refusals.in_doubt());
  refusals.refused_call(true);
  refusals.refused_token(now);
  // The same call, twice: another has yet to be refused.
  CHECK(pause() == seconds(0));
  refusals.refused_call(false);
  CHECK(pause() == seconds(1));
  for (const int expected : {2, 4, 8, 16, 32, 60, 60}) {
    now += pause();
    refusals.refused_token(now);
    CHECK(pause() == seconds(expected));
  }
  refusals.taken();
  CHECK(!refusals.in_doubt());
  CHECK(pause() == seconds(0));
}
