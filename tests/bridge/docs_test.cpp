#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "bridge/config/config.h"
#include "bridge/gateway_counters.h"
#include "tests/bridge/config/temp_folder.h"
#include "tests/support/paths.h"

namespace {

const std::string kPage = uws::test::source_path("/docs/running.md");
std::string read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

// Holds the part of the page between "<!-- NAME: …-->" and "<!-- end of NAME -->" to `expected`.
void check_part(const std::string& name, const std::string& expected) {
  auto page = read(kPage);
  const auto mark = page.find("<!-- " + name + ":");
  REQUIRE(mark != std::string::npos);
  const auto start = page.find('\n', mark) + 1, end = page.find("<!-- end of " + name + " -->");
  REQUIRE(end != std::string::npos);
  if (std::getenv("UPDATE_DOCS") != nullptr) {
    page.replace(start, end - start, expected);
    std::ofstream(kPage, std::ios::binary) << page;
  } else {
    CHECK(page.substr(start, end - start) == expected);
  }
}

}  // namespace

TEST_CASE("docs/running.md lists exactly the keys the program knows") {
  check_part("keys", uws::config::config_reference());
}

TEST_CASE("docs/running.md lists exactly the metrics the program shows") {
  const uws::GatewayCounters counters;
  const uws::http::ServerCounters listener("");
  uws::ops::Metrics metrics("0", {});
  metrics.add(listener.rows);
  counters.show(metrics);
  check_part("metrics", metrics.reference());
}

TEST_CASE("the configuration in README.md is one the program accepts") {
  const auto page = read(uws::test::source_path("/README.md"));
  const std::string open = "```toml\n";
  const auto begin = page.find(open);
  REQUIRE(begin != std::string::npos);
  auto toml = page.substr(begin + open.size());
  toml.resize(toml.find("```"));
  const uws::test::TempFolder folder;
  const std::string shown = "/etc/uws-bridge/app_secret";
  const auto at = toml.find(shown);
  REQUIRE(at != std::string::npos);
  toml.replace(at, shown.size(), folder.write("app_secret", "synthetic\n"));
  const auto config = uws::config::load_config(folder.write("config.toml", toml), {});
  for (const auto& problem : config ? uws::config::Problems{} : config.error()) FAIL_CHECK(problem);
}
