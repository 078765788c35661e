#include "base/json_value.h"

#include <doctest/doctest.h>

using namespace uws::base;

TEST_CASE("members keep their order and numbers their digits") {
  const auto value = parse_json(
      R"({"z":89148000000800784259,"a":1.50,"n":-3,"t":true,"x":null,"l":[1,{"b":"c"}]})");
  REQUIRE(value.has_value());
  REQUIRE(value->root().children.size() == 6);
  CHECK(value->root().children[0].name == "z");
  CHECK(scalar_text(value->root().find("z")) == "89148000000800784259");
  CHECK(scalar_text(value->root().find("a")) == "1.50");
  CHECK(scalar_text(value->root().find("n")) == "-3");
  CHECK(scalar_text(value->root().find("t")) == "true");
  CHECK(value->root().find("x") == nullptr);
  CHECK(value->root().find("nothing") == nullptr);
  CHECK_FALSE(scalar_text(value->root().find("l")).has_value());
  REQUIRE(value->root().find("l")->children.size() == 2);
  CHECK(scalar_text(value->root().find("l")->children[1].find("b")) == "c");
}

TEST_CASE("a number is kept as it was spelt") {
  for (const char* spelt :
       {"0", "-0", "-0.0", "1e3", "1E+3", "-1.5e-7", "0.1000000000000000055511151231257827",
        "18446744073709551615", "18446744073709551616", "-9223372036854775808",
        "-9223372036854775809", "89148000000800784259", "12345678901234567890123456789012"}) {
    CAPTURE(spelt);
    const auto value = parse_json("[" + std::string(spelt) + "]");
    REQUIRE(value.has_value());
    CHECK(scalar_text(&value->root().children[0]) == spelt);
  }
}

TEST_CASE("the last of repeated members counts") {
  const auto value = parse_json(R"({"a":"first","a":"last"})");
  REQUIRE(value.has_value());
  CHECK(scalar_text(value->root().find("a")) == "last");
}

TEST_CASE("what is not JSON is an error without the document's values") {
  for (const char* text : {"", "{", "{\"a\":}", "<xml/>", "{\"secret\":1} x", "nul", "[1,]"}) {
    CAPTURE(text);
    const auto value = parse_json(text);
    REQUIRE_FALSE(value.has_value());
    CHECK(value.error().find("secret") == std::string::npos);
  }
}

TEST_CASE("depth is bounded") {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  CHECK(parse_json(nested(kMaxJsonDepth)).has_value());
  CHECK_FALSE(parse_json(nested(kMaxJsonDepth + 1)).has_value());
  CHECK_FALSE(parse_json(std::string(1'000'000, '[')).has_value());
}

TEST_CASE("broken characters do not lose the document") {
  const auto text_of = [](std::string_view document) {
    const auto value = parse_json(document);
    REQUIRE(value.has_value());
    return std::string(scalar_text(value->root().find("t")).value_or("missing"));
  };
  CHECK(text_of("{\"t\":\"a\xFFz\"}") == "a\uFFFDz");
  CHECK(text_of(R"({"t":"cut \ud83d"})") == "cut \uFFFD");
  CHECK(text_of(R"({"t":"\udc00 low"})") == "\uFFFD low");
  CHECK(text_of(R"({"t":"\ud83d\ude00 \ud83dx"})") == "😀 \uFFFDx");
  CHECK(text_of(R"({"t":"\\ud83d \ud83d"})") == "\\ud83d \uFFFD");
  CHECK(text_of("\xEF\xBB\xBF{\"t\":\"bom\"}") == "bom");
}
