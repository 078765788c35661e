#include "mapping/common/url.h"

#include <doctest/doctest.h>

using namespace uws::mapping;

namespace {

std::string group(std::string_view name) {
  const auto path = rest_path("/groups/{}/name/{}", {{"AccountName", "a"}, {"GroupName", name}});
  return path ? *path : "refused: " + path.error().reason;
}

}  // namespace

TEST_CASE("names become segments, percent-encoded") {
  CHECK(group("Blue & red") == "/groups/a/name/Blue%20%26%20red");
  CHECK(group("north/south") == "/groups/a/name/north%2Fsouth");
  CHECK(group("\xC5\x81") == "/groups/a/name/%C5%81");
  CHECK(group("50%") == "/groups/a/name/50%25");
  CHECK(rest_path("/plans", {}).value() == "/plans");
  CHECK(rest_path("/sms/{}/history", {{"AccountName", "0-1"}}).value() == "/sms/0-1/history");
}

TEST_CASE("dots within a name are a part of it") {
  for (const char* name :
       {"...", ". .", "a..b", ".hidden", "v1.2", "..a", "a/b", "%zz", "%2", "%"}) {
    CAPTURE(name);
    CHECK(group(name).starts_with("/groups/a/name/"));
  }
}

TEST_CASE("a name that reaches another resource is refused") {
  for (const char* name :
       {"", ".", "..", "%2e", "%2E%2e", ".%2e", "%252e%252e", "%25252e.", "%2%65%2e", "%%32%65.",
        "../x", "x/..", "a/../b", "a%2f..%2Fb", "a\\..", "a%5c.", "./a", "/.."}) {
    CAPTURE(name);
    CHECK(group(name) == "refused: GroupName is no name that can stand in a path");
  }
  CHECK_FALSE(rest_path("/x/{}/y", {{"AccountName", ".."}}).has_value());
}

TEST_CASE("a name encoded over and over costs no more than its length") {
  std::string name = "%";
  for (int i = 0; i < 4'000'000; ++i) name += "25";
  CHECK(group(name + "2e%2e").starts_with("refused"));
}
