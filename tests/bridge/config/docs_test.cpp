#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "bridge/config/config.h"
#include "tests/bridge/config/temp_folder.h"
#include "tests/support/paths.h"

namespace {

const std::string kPage = uws::test::source_path("/docs/running.md");
const std::string kBegin = "<!-- keys: UPDATE_DOCS=1 on config_docs_test rewrites this -->\n";
const std::string kEnd = "<!-- end of keys -->\n";

std::string read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("docs/running.md lists exactly the keys the program knows") {
  auto page = read(kPage);
  const auto begin = page.find(kBegin), end = page.find(kEnd);
  REQUIRE(begin != std::string::npos);
  REQUIRE(end != std::string::npos);
  const auto start = begin + kBegin.size();
  const auto expected = uws::config::config_reference();
  if (std::getenv("UPDATE_DOCS") != nullptr) {
    page.replace(start, end - start, expected);
    std::ofstream(kPage, std::ios::binary) << page;
  } else {
    CHECK(page.substr(start, end - start) == expected);
  }
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
