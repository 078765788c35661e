#include "bridge/recording/rules.h"

#include <doctest/doctest.h>

namespace {

using namespace uws::recording;

TEST_CASE("rules are read and written") {
  const auto rules = read_rules(R"(
[[ignore]]
xpath = "//*[local-name()='CreatedAt']"
operations = ["DeviceService.*"]
kinds = ["value", "date_zone"]
why = "noise"
[[ignore]]
header = "Date"
)");
  REQUIRE_MESSAGE(rules, rules.error());
  REQUIRE(rules->size() == 2);
  CHECK(rules->front().kinds.size() == 2);
  CHECK(rules->back().header == "Date");
  const auto again = read_rules(rules_text(*rules));
  REQUIRE_MESSAGE(again, again.error());
  CHECK(rules_text(*again) == rules_text(*rules));
}

TEST_CASE("a wrong rule is told") {
  for (const char* wrong :
       {"[[ignore]]", "[[ignore]]\nxpath = \"//[\"", "[[ignore]]\nheader = \"X\"\nkinds = [\"x\"]",
        "[[ignore]]\nheader = \"X\"\nother = 1", "ignore = 1",
        "[[ignore]]\nheader = \"X\"\n"
        "operations = [1]",
        "x ="}) {
    CHECK_FALSE(read_rules(wrong));
  }
}

TEST_CASE("a rule learnt from a difference ignores it wherever it stands in a list") {
  const auto rule = rule_for({DifferenceKind::value, "Envelope/Body/X/Device[2]/At", "1", "2"},
                             "DeviceService.GetX");
  CHECK(rule.xpath ==
        "//*[local-name()='Envelope']/*[local-name()='Body']/*[local-name()='X']"
        "/*[local-name()='Device']/*[local-name()='At']");
  CHECK(concerns(rule, "DeviceService.GetX", DifferenceKind::value));
  CHECK_FALSE(concerns(rule, "DeviceService.GetX", DifferenceKind::order));
  CHECK(rule_for({DifferenceKind::header, "header ETag", "1", "2"}, "X.Y").header == "ETag");
}

}  // namespace
