#include "mapping/callback/writer.h"

#include <doctest/doctest.h>

using namespace uws::mapping::callback;

TEST_CASE("REST names become valid element names") {
  CHECK(pascal_case("ipAddress") == "IpAddress");
  CHECK(pascal_case("Already") == "Already");
  CHECK(pascal_case("") == "_");
  CHECK(pascal_case("1st place") == "_1st_place");
  CHECK(pascal_case("a:b<c>") == "A_b_c_");
  CHECK(pascal_case("é").find_first_not_of('_') == std::string::npos);
}

TEST_CASE("paths carry names only, each once, and not without end") {
  CHECK(join_path("", "a") == "a");
  CHECK(join_path("a[]", "b\nc") == "a[].b?c");
  CHECK(join_path("a", std::string(500, 'x')).size() == 66);
  UnknownPaths paths;
  paths.add("a");
  paths.add("a");
  for (int i = 0; i < 1000; ++i) paths.add("p" + std::to_string(i));
  const auto taken = paths.take();
  CHECK(taken.size() == UnknownPaths::kMaxPaths);
  CHECK(taken.front() == "a");
}
