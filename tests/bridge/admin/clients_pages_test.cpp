#include "bridge/admin/clients_pages.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/bridge/census/census_fixture.h"

using namespace uws;
using nlohmann::json;
using test::wait_for;

namespace {

struct Bench : test::CensusBench {
  http::Handler pages = admin::router({admin::clients_pages(*store, keeper)});

  http::Response ask(const std::string& query) {
    http::Request request;
    request.method = "GET";
    request.path = "/clients";
    request.query = query;
    return wait_for(io, pages(std::move(request)));
  }
  json page(const std::string& query) {
    const auto answer = ask(query);
    CHECK(answer.status == 200);
    return json::parse(answer.body);
  }
};

}  // namespace

TEST_CASE("/clients has what was seen up to now, operation by operation") {
  Bench bench;
  bench.see("192.0.2.1", "CarrierService.MoveDevice", false, 2'000);
  bench.see("192.0.2.1", "CarrierService.MoveDevice", true, 3'000);
  bench.see("192.0.2.1", "", true, 1'000);
  const auto page = bench.page("");
  CHECK(page["next"].is_null());
  CHECK(page["behind"] == false);
  const json operations{{{"operation", "-"},
                         {"calls", 1},
                         {"faults", 1},
                         {"first_seen", 1'000},
                         {"last_seen", 1'000}},
                        {{"operation", "CarrierService.MoveDevice"},
                         {"calls", 2},
                         {"faults", 1},
                         {"first_seen", 2'000},
                         {"last_seen", 3'000}}};
  const json client{{"address", "192.0.2.1"}, {"stack", "gSOAP"},   {"user_agent", "gSOAP/2.8"},
                    {"tls", "TLSv1.2"},       {"calls", 3},         {"faults", 2},
                    {"first_seen", 1'000},    {"last_seen", 3'000}, {"operations", operations}};
  CHECK(page["clients"] == json::array({client}));
}

TEST_CASE("/clients is filtered and paged, and says what is wrong with a query") {
  Bench bench;
  for (int i = 0; i < 5; ++i) {
    bench.see("10.0.0." + std::to_string(i), i == 4 ? "SessionService.LogIn" : "A.One", false,
              100 + i);
  }
  const auto found = [&](const std::string& query) { return bench.page(query)["clients"].size(); };
  CHECK(found("since=102") == 3);
  CHECK(found("until=102") == 2);
  CHECK(found("operation=LogIn") == 1);
  CHECK(found("stack=gSOAP&address=10.0.0.3") == 1);
  CHECK(found("stack=PHP%20SoapClient") == 0);
  const auto first = bench.page("limit=3");
  CHECK(first["clients"].size() == 3);
  const auto rest = bench.page("limit=3&after=" + first["next"].dump());
  CHECK(rest["clients"].size() == 2);
  CHECK(rest["clients"][0]["address"] == "10.0.0.3");
  CHECK(rest["next"].is_null());
  CHECK(bench.ask("since=yesterday").status == 400);
  CHECK(bench.ask("colour=red").body.find("no filter is called colour") != std::string::npos);
}

TEST_CASE("a store that takes nothing still shows what it has, and that it is behind") {
  Bench bench;
  bench.see("10.0.0.1", "A.One", false, 100);
  CHECK(bench.page("")["behind"] == false);
  REQUIRE(bench.refuse(true));
  bench.see("10.0.0.2", "A.One", false, 200);
  const auto page = bench.page("");
  CHECK(page["behind"] == true);
  CHECK(page["clients"].size() == 1);
}
