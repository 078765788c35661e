#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "contract/shape.h"
#include "tests/mapping/coverage/page.h"
#include "tests/mapping/coverage/rest_side.h"
#include "tests/support/paths.h"

namespace {

using namespace uws;

const std::string kPage = test::source_path("/docs/coverage.md");
const std::string kGolden = test::source_path("/tests/golden");
const std::string kReasons = test::source_path("/tests/mapping/coverage/reasons.json");

std::string read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

coverage::Reasons recorded_reasons() {
  return nlohmann::json::parse(read(kReasons)).get<coverage::Reasons>();
}

nlohmann::ordered_json recorded_rest_only() {
  return nlohmann::ordered_json::parse(
      read(test::source_path("/tests/mapping/coverage/rest_only.json")));
}

bool names(const std::vector<std::string>& problems, const std::string& text) {
  return std::any_of(problems.begin(), problems.end(), [&](const std::string& problem) {
    return problem.find(text) != std::string::npos;
  });
}

coverage::Exchange exchange_of(const std::string& operation, const std::string& text) {
  const auto* wrapper = contract::find_wrapper(operation);
  REQUIRE(wrapper != nullptr);
  const auto file = testing::parse_golden(text);
  REQUIRE(file.has_value());
  return coverage::take_apart(*wrapper, *file);
}

const std::string kLogIn =
    "== soap request\n"
    "<s:Envelope xmlns:s=\"x\"><s:Body><LogIn><Input><a:Username>ann</a:Username>"
    "<a:Password>secret</a:Password></Input></LogIn></s:Body></s:Envelope>\n"
    "== rest call\nPOST /m2m/v1/session/login\n{\"username\": \"ann\", \"password\": \"secret\"}\n"
    "== rest reply\n200 application/json\n{\"sessionToken\": \"T-0001\", \"greeting\": \"hello\"}\n"
    "== soap response\n"
    "<s:Envelope xmlns:s=\"x\"><s:Body><LogInResponse><Output><a:SessionToken>T-0001"
    "</a:SessionToken></Output></LogInResponse></s:Body></s:Envelope>\n";

}  // namespace

TEST_CASE("a value is traced to the member it travels to") {
  const auto exchange = exchange_of("LogIn", kLogIn);
  const auto input = coverage::trace_input({exchange});
  CHECK(input.at("Username") == "username");
  CHECK(input.at("Password") == "password");
  CHECK(coverage::trace_output({exchange}).at("SessionToken") == "sessionToken");
  CHECK(coverage::silent_members({exchange}) == std::set<std::string>{"greeting"});
}

TEST_CASE("of two members with the same value the one alike in name counts") {
  coverage::Exchange exchange;
  exchange.request = {{"ServicePlan", "m2m4G"}, {"WithBilling", "true"}};
  exchange.calls = {{"filter.plan", "m2m4G"}, {"servicePlan", "m2m4G"}, {"active", "true"}};
  const auto traces = coverage::trace_input({exchange});
  CHECK(traces.at("ServicePlan") == "servicePlan");
  CHECK_FALSE(traces.contains("WithBilling"));
}

TEST_CASE("an explanation that does not fit is a problem") {
  std::vector<std::string> problems;
  auto reasons = recorded_reasons();
  reasons["SessionService/LogIn"]["Input/Username"] = "never sent";
  reasons["SessionService/LogIn"]["Input/Usrname"] = "never sent";
  reasons["SessionService/Nothing"]["Input/*"] = "never sent";
  reasons.erase("SessionService/LogOut");
  coverage::coverage_of(kGolden, reasons, problems);
  CHECK(names(problems, "Input/Username is explained but travels to username"));
  CHECK(names(problems, "no field is like Input/Usrname"));
  CHECK(names(problems, "no such operation: SessionService/Nothing"));
  CHECK(names(problems, "LogOut: Input/SessionToken is neither traced nor explained"));
}

TEST_CASE("a pattern has one star at most") {
  CHECK(coverage::matches("Input/*", "Input/DeviceList/x"));
  CHECK(coverage::matches("Input/*/IpAddress", "Input/a/b/IpAddress"));
  CHECK(coverage::matches("a*", "a"));
  CHECK_FALSE(coverage::matches("Input/*/IpAddress", "Input/IpAddress"));
  CHECK_FALSE(coverage::matches("Input/a", "Input/ab"));
}

TEST_CASE("what REST alone has is held to the recorded calls") {
  const std::string move = "PUT /m2m/v1/devices/actions/move";
  const std::string login = "POST /m2m/v1/session/login";
  const auto data = nlohmann::ordered_json::parse(
      R"({"methods": {"Any": {"PUT /m2m/v1/devices/actions/move": "moves", "GET /fota/x": "y"}},
          "members": {"POST /m2m/v1/session/login": {"user*": "z", "nobody": "z"}}})");
  std::vector<std::string> problems;
  const auto text = coverage::rest_only_text(data, {{move, {}}, {login, {"username"}}}, problems);
  CHECK(text.find("| `GET /fota/x` | y |") != std::string::npos);
  CHECK(names(problems, "REST only, but called: " + move));
  CHECK(names(problems, "neither called nor REST only: GET /m2m/v1/triggers"));
  CHECK(names(problems, login + ": username is explained but sent"));
  CHECK(names(problems, login + ": no member is like nobody"));
  CHECK(names(problems, login + ": password is neither sent nor explained"));
}

TEST_CASE("every field travels or has its reason, and docs/coverage.md says so") {
  std::vector<std::string> problems;
  const auto all = coverage::coverage_of(kGolden, recorded_reasons(), problems);
  CHECK(all.size() == uws::contract::wrappers().size() / 2);
  const auto rest_only =
      coverage::rest_only_text(recorded_rest_only(), coverage::rest_calls(kGolden), problems);
  for (const auto& problem : problems) FAIL_CHECK(problem);
  const auto expected = coverage::page_text(all, rest_only);
  if (std::getenv("UPDATE_DOCS") != nullptr) {
    std::ofstream(kPage, std::ios::binary) << expected;
  } else {
    CHECK_MESSAGE(read(kPage) == expected, "out of date: UPDATE_DOCS=1 on coverage_test");
  }
}
