// The process out of descriptors: it says so once, and who calls is served.

#include <doctest/doctest.h>
#include <sys/resource.h>

#include <memory>
#include <vector>

#include "tests/e2e/envelopes.h"
#include "tests/e2e/stack.h"

using namespace uws::test;

namespace {

const std::string kScarce = "no descriptors to spare";

// A whole request, and the beginning of the next: one answer says that both have been read.
const std::string kOneAndAHalf =
    "GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n"
    "POST /api/v2/CarrierService.svc HTTP/1.1\r\n";

int call(RawClient& client, const std::string& request) {
  if (!client.send(request)) return 0;
  return client.read_response().status;
}

}  // namespace

TEST_CASE("out of descriptors, calls on an open connection go on, and new ones come in") {
  Stack stack({{}, {{"UWS_LIMITS_HEADER_TIMEOUT_MS", "60000"}}, 128});
  const auto said = [&](const std::string& words) {
    return occurrences(stack.gateway().process().errors(), words);
  };
  CHECK(eventually([&] { return said("leaves less than max_connections") == 1; }));
  REQUIRE(stack.log_in() != "");
  const auto request = move_request(stack);
  RawClient caller(stack.gateway().soap_port());
  std::vector<std::unique_ptr<RawClient>> idle;
  for (int i = 0; i < 200; ++i) {
    idle.push_back(std::make_unique<RawClient>(stack.gateway().soap_port()));
    if (i % 5 == 0) CHECK(call(caller, request) == 200);
  }
  CHECK(call(caller, request) == 200);
  RawClient late(stack.gateway().soap_port());
  CHECK(call(late, request) == 200);
  CHECK(stack.gateway().admin("/readyz").status == 200);
  CHECK(eventually([&] { return said(kScarce) == 1; }));

  stack.script("PUT /m2m/v1/devices/actions/move:delay=5000");
  REQUIRE(caller.send(request));
  // Half a head that has not been read yet would count as idle.
  std::vector<std::unique_ptr<RawClient>> half;
  int status = 404;
  while (status == 404 && half.size() < 100) {
    half.push_back(std::make_unique<RawClient>(stack.gateway().soap_port()));
    status = call(*half.back(), kOneAndAHalf);
  }
  CHECK(status == 503);
  CHECK(half.size() > 1);
  RawClient last(stack.gateway().soap_port());
  CHECK(last.read_response().status == 503);
  CHECK(stack.gateway().admin("/healthz").status == 200);
  CHECK(caller.read_response().status == 200);
  CHECK(said(kScarce) == 1);
}

TEST_CASE("while accepting fails calls on open connections go on, and readyz says so") {
  Stack stack({{}, {{"UWS_LISTEN_THREADS", "1"}}});
  REQUIRE(stack.log_in() != "");
  const auto request = move_request(stack);
  RawClient caller(stack.gateway().soap_port());
  REQUIRE(call(caller, request) == 200);
  RawClient prober(stack.gateway().admin_port());
  const auto readiness = [&] {
    prober.send("GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n");
    return prober.read_response().body;
  };
  REQUIRE(readiness() == "ready\n");

  const auto pid = stack.gateway().process().pid();
  rlimit before{};
  REQUIRE(::prlimit(pid, RLIMIT_NOFILE, nullptr, &before) == 0);
  const rlimit none{3, before.rlim_max};
  REQUIRE(::prlimit(pid, RLIMIT_NOFILE, &none, nullptr) == 0);
  RawClient late(stack.gateway().soap_port());
  REQUIRE(late.send(request));
  CHECK(eventually([&] { return readiness() == "listeners: soap does not accept connections\n"; }));
  for (int i = 0; i < 5; ++i) CHECK(call(caller, request) == 200);

  REQUIRE(::prlimit(pid, RLIMIT_NOFILE, &before, nullptr) == 0);
  CHECK(late.read_response().status == 200);
  CHECK(eventually([&] { return readiness() == "ready\n"; }));
  CHECK(call(caller, request) == 200);
  CHECK(occurrences(stack.gateway().process().errors(), "new connections are not accepted") == 1);
}

TEST_CASE("with every place taken by idle connections a client is served at once") {
  Stack stack({{}, {{"UWS_LIMITS_MAX_CONNECTIONS", "10"}}});
  CHECK_FALSE(contains(stack.gateway().process().errors(), "RLIMIT_NOFILE"));
  std::vector<std::unique_ptr<RawClient>> idle;
  for (int i = 0; i < 50; ++i) {
    idle.push_back(std::make_unique<RawClient>(stack.gateway().soap_port()));
  }
  REQUIRE(stack.log_in() != "");
  CHECK(eventually([&] {
    return occurrences(stack.gateway().process().errors(), "max_connections reached") == 1;
  }));
  const auto metrics = stack.gateway().admin("/metrics").body;
  CHECK(contains(metrics, "uws_http_turned_away_total{listener=\"soap\"} 0\n"));
  CHECK_FALSE(contains(metrics, "uws_http_gave_way_total{listener=\"soap\"} 0\n"));
}
