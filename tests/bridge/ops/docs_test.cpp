#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "bridge/ops/config.h"

namespace {

const std::string kPage = UWS_SOURCE_DIR "/docs/running.md";
const std::string kBegin = "<!-- keys: UPDATE_DOCS=1 on ops_docs_test rewrites this -->\n";
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
  const auto expected = uws::ops::config_reference();
  if (std::getenv("UPDATE_DOCS") != nullptr) {
    page.replace(start, end - start, expected);
    std::ofstream(kPage, std::ios::binary) << page;
  } else {
    CHECK(page.substr(start, end - start) == expected);
  }
}
