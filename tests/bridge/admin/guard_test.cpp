// What other sites and other names may make a browser do to the operator's pages: nothing.

#include "bridge/admin/guard.h"

#include <doctest/doctest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "bridge/admin/router.h"

using namespace uws;

namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

http::Response ask(const admin::AdminRules& rules, const Headers& headers,
                   const std::string& path = "/dead_letters/1/replay") {
  const auto inner = [](http::Request) { return admin::ready_made(admin::page_of(202, "done\n")); };
  http::Request request;
  request.method = "POST";
  request.target = request.path = path;
  for (const auto& [name, value] : headers) request.headers.add(name, value);
  boost::asio::io_context io;
  http::Response answer;
  boost::asio::co_spawn(io, admin::guarded(inner, rules)(request),
                        [&](std::exception_ptr error, http::Response response) {
                          REQUIRE_FALSE(error);
                          answer = std::move(response);
                        });
  io.run();
  return answer;
}

int status(const admin::AdminRules& rules, const Headers& headers) {
  return ask(rules, headers).status;
}

}  // namespace

TEST_CASE("only the address listened on, localhost and the names of the operator are hosts") {
  const admin::AdminRules rules{"192.0.2.7", {"Gateway.example", "198.51.100.1"}, ""};
  for (const char* host : {"192.0.2.7", "192.0.2.7:9090", "localhost", "LOCALHOST:1",
                           "gateway.EXAMPLE:443", "198.51.100.1:80"}) {
    CAPTURE(host);
    CHECK(status(rules, {{"Host", host}}) == 202);
  }
  for (const char* host : {"", "rebound.example", "rebound.example:9090", "192.0.2.8", "127.0.0.1",
                           "localhost.rebound.example", "192.0.2.7.rebound.example",
                           "gateway.example.rebound.example", "[::1]", "[", "[]:1"}) {
    CAPTURE(host);
    CHECK(status(rules, {{"Host", host}}) == 403);
  }
  CHECK(status(rules, {}) == 403);
  CHECK(ask(rules, {}).body == "refused for its Host header\n");
}

TEST_CASE("listening on every address, every address is a host and no name is") {
  for (const char* address : {"0.0.0.0", "::"}) {
    const admin::AdminRules rules{address, {}, ""};
    CHECK(status(rules, {{"Host", "192.0.2.7:9090"}}) == 202);
    CHECK(status(rules, {{"Host", "[2001:db8::1]:9090"}}) == 202);
    CHECK(status(rules, {{"Host", "localhost:9090"}}) == 202);
    CHECK(status(rules, {{"Host", "rebound.example:9090"}}) == 403);
  }
  CHECK(status({"::1", {}, ""}, {{"Host", "[::1]:9090"}}) == 202);
  CHECK(status({"::1", {}, ""}, {{"Host", "[0:0::1]"}}) == 202);
}

TEST_CASE("what another site makes a browser send is refused") {
  const admin::AdminRules rules{"127.0.0.1", {}, ""};
  const auto with = [&](const std::string& name, const std::string& value) {
    return status(rules, {{"Host", "localhost:9090"}, {name, value}});
  };
  CHECK(with("Sec-Fetch-Site", "same-origin") == 202);
  CHECK(with("Sec-Fetch-Site", "none") == 202);
  CHECK(with("Sec-Fetch-Site", "same-site") == 403);
  CHECK(with("Sec-Fetch-Site", "cross-site") == 403);
  CHECK(with("Sec-Fetch-Site", "") == 403);
  CHECK(with("Origin", "http://localhost:9090") == 202);
  CHECK(with("Origin", "https://LOCALHOST:9090") == 202);
  CHECK(with("Origin", "http://localhost:9091") == 403);
  CHECK(with("Origin", "http://localhost") == 403);
  CHECK(with("Origin", "http://evil.example") == 403);
  CHECK(with("Origin", "null") == 403);
  CHECK(with("Origin", "localhost:9090") == 403);
}

TEST_CASE("with a token every page but the probes' asks for it") {
  const std::string token = "a-token-of-this-test";
  const admin::AdminRules rules{"127.0.0.1", {}, token};
  const auto with = [&](const std::string& authorization) {
    return status(rules, {{"Host", "localhost"}, {"Authorization", authorization}});
  };
  CHECK(with("Bearer " + token) == 202);
  CHECK(with("bearer " + token) == 202);
  CHECK(with("Bearer " + token + "x") == 401);
  CHECK(with("Bearer " + token.substr(1)) == 401);
  CHECK(with("Bearer ") == 401);
  CHECK(with("Basic " + token) == 401);
  CHECK(with(token) == 401);
  const auto without = ask(rules, {{"Host", "localhost"}}, "/metrics");
  CHECK(without.status == 401);
  CHECK(*without.headers.find("WWW-Authenticate") == "Bearer");
  CHECK(without.body.find(token) == std::string::npos);
  CHECK(status(rules, {{"Host", "evil.example"}, {"Authorization", "Bearer " + token}}) == 403);
  for (const char* probe : {"/healthz", "/readyz"}) {
    CHECK(ask(rules, {}, probe).status == 202);
    CHECK(ask(rules, {{"Host", "balancer.example"}}, probe).status == 202);
  }
}

TEST_CASE("loopback is what only this machine reaches") {
  for (const char* address : {"127.0.0.1", "127.9.9.9", "::1"}) CHECK(admin::is_loopback(address));
  for (const char* address : {"0.0.0.0", "::", "192.0.2.1", "2001:db8::1", ""}) {
    CHECK_FALSE(admin::is_loopback(address));
  }
}
