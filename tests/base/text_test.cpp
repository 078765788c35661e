#include "base/text.h"

#include <doctest/doctest.h>

using namespace uws::base;

TEST_CASE("blanks around a text") {
  CHECK(trimmed(" \t\r\na b\n ") == "a b");
  CHECK(trimmed(" \n") == "");
  CHECK(trimmed("") == "");
  CHECK(trimmed("\xC2\xA0x") == "\xC2\xA0x");
  CHECK(is_blank(" \t\r\n"));
  CHECK_FALSE(is_blank(" x"));
}

TEST_CASE("letters of ASCII without case, others as they are") {
  CHECK(lower("ICCID-ÄZ[") == "iccid-Äz[");
  CHECK(same_no_case("Text/XML", "tEXT/xml"));
  CHECK_FALSE(same_no_case("a", "ab"));
  CHECK_FALSE(same_no_case("[", "{"));
}

TEST_CASE("hexadecimal digits") {
  CHECK(hex_value('0') == 0);
  CHECK(hex_value('a') == 10);
  CHECK(hex_value('F') == 15);
  for (const char c : {'g', 'G', '/', ':', '@', '`', ' '}) CHECK(hex_value(c) == -1);
}

TEST_CASE("digits and characters are taken off the front") {
  std::string_view text = "0212:5";
  CHECK(take_digits(text, 2) == 2);
  CHECK_FALSE(take(text, ':'));
  CHECK_FALSE(take_digits(text, 3).has_value());
  CHECK(take_digits(text, 2) == 12);
  CHECK(take(text, ':'));
  CHECK(text == "5");
  CHECK_FALSE(take_digits(text, 2).has_value());
  text = "-1";
  CHECK_FALSE(take_digits(text, 2).has_value());
}

TEST_CASE("bytes as hexadecimal digits") {
  CHECK(to_hex(std::string("\0\x09\xAF\xFF", 4)) == "0009afff");
  CHECK(to_hex("") == "");
}

TEST_CASE("what is not unreserved is percent-encoded, in capitals") {
  CHECK(percent_encoded("aZ09-._~") == "aZ09-._~");
  CHECK(percent_encoded("a b/ü?") == "a%20b%2F%C3%BC%3F");
  CHECK(percent_encoded(std::string("\0", 1)) == "%00");
}

TEST_CASE("percent-escapes") {
  CHECK(percent_decoded("a%20b%2Fc%2f") == "a b/c/");
  CHECK(percent_decoded("%") == "%");
  CHECK(percent_decoded("%4") == "%4");
  CHECK(percent_decoded("%4g%g4") == "%4g%g4");
  CHECK(percent_decoded("%2541") == "%41");
  CHECK(percent_decoded("a+b") == "a+b");
  CHECK(percent_decoded("a+b%2B", {.plus_is_space = true}) == "a b+");
  CHECK(percent_decoded("a%00b") == std::string("a\0b", 3));
  CHECK(percent_decoded("a%00b", {.nul = false}) == "a%00b");
}
