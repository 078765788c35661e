// The quick parser against the thorough one.

#include "base/json_parsers.h"

#include <doctest/doctest.h>

#include <iterator>
#include <random>
#include <string>
#include <vector>

using namespace uws::base;

namespace {

// Everything there is in a value.
std::string shown(const JsonValue& value) {
  std::string all = std::to_string(static_cast<int>(value.kind));
  all.append("'").append(value.name).append("'").append(value.text).append("(");
  for (const auto& child : value.children) all += shown(child) + ",";
  return all + ")";
}

const std::vector<std::string> kSeeds = {
    R"({"devices":[{"deviceIds":[{"id":"89148000000800784259","kind":"iccid"}],"n":-0.10,"ok":true,
        "none":null,"more":{"a":[],"b":{}}},{"id":17}],"hasMoreData":false})",
    R"(["\u00e9\ud83d\ude00 \"q\" \\ \/ \b\f\n\r\t",1e3,-2E-7,0,12.5e+10,"",[[[]]]])",
    "{\"k\u00e9y\":\"v\u2028\",\"\":1, \"a\" : [ 1 , 2 ] }\n",
};

const char* const kPieces[] = {"{",       "}",        "[",
                               "]",       ",",        ":",
                               "\"",      "\\",       "null",
                               "true",    "nul",      "1",
                               "0",       "-",        ".",
                               "e",       "+1",       " ",
                               "\n",      "\t",       "\x01",
                               "\x80",    "\xC3\xA9", "\\u12",
                               "\\ud800", "//",       "'",
                               "\"a\":1", ",,",       "01",
                               "1.",      "NaN",      "\xEF\xBB\xBF",
                               "\f",      "\v",       "\x1a",
                               "\x7f"};

std::string mutated(std::string text, std::mt19937& dice) {
  const auto below = [&](std::size_t most) { return dice() % most; };
  for (auto times = 1 + below(2); times > 0; --times) {
    const auto at = below(text.size() + 1);
    if (below(3) == 0) {
      text.erase(at, 1 + below(4));
    } else {
      text.insert(at, kPieces[below(std::size(kPieces))]);
    }
  }
  return text;
}

}  // namespace

TEST_CASE("the quick parser sees what the thorough one sees") {
  for (const auto& seed : kSeeds) {
    const auto quick = parse_quickly(seed);
    const auto thorough = parse_thoroughly(seed);
    REQUIRE(quick);
    REQUIRE(thorough);
    CHECK(shown(quick->root()) == shown(thorough->root()));
  }
}

TEST_CASE("the quick parser accepts nothing the thorough one refuses") {
  std::mt19937 dice(20261130);
  int accepted = 0, refused = 0, left = 0;
  for (int i = 0; i < 30'000; ++i) {
    const auto document = mutated(kSeeds[dice() % kSeeds.size()], dice);
    const auto quick = parse_quickly(document);
    const auto thorough = parse_thoroughly(document);
    CAPTURE(document);
    if (!quick) {
      ++(thorough ? left : refused);
      continue;
    }
    ++accepted;
    REQUIRE(thorough);
    CHECK(shown(quick->root()) == shown(thorough->root()));
  }
  CHECK(accepted > 3'000);
  CHECK(refused > 3'000);
  // Only a byte order mark, and a whole document that is a scalar.
  CHECK(left < 100);
}

// Found by scripts/fuzz: simdjson takes a form feed for the end of a word and then throws it out.
TEST_CASE("a word with a control character behind it is refused and nothing is thrown") {
  for (const std::string word : {"null", "true", "false", "17", "\"a\""}) {
    for (const char odd : {'\f', '\v', '\x1a', '\x7f', '\0'}) {
      for (const auto& document :
           {R"({"a":)" + word + odd + "}", "[" + word + odd + "]", "[" + word + odd + ",1]"}) {
        CAPTURE(document);
        CHECK_FALSE(parse_quickly(document));
        CHECK_FALSE(parse_thoroughly(document));
      }
    }
  }
}
