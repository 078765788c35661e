#include "base/utf8.h"

#include <doctest/doctest.h>

using namespace uws::base;

TEST_CASE("one character is read with its length") {
  const auto read = decode_utf8("x€", 1);
  CHECK(read.valid);
  CHECK(read.value == U'€');
  CHECK(read.length == 3);
  CHECK_FALSE(decode_utf8("\xE2\x82", 0).valid);
  CHECK_FALSE(decode_utf8("\xC0\x80", 0).valid);
}

TEST_CASE("bytes that are not UTF-8 are repaired, the rest stays") {
  CHECK(repair_utf8("plain Ä") == "plain Ä");
  CHECK(repair_utf8("a\xFFz") == "a\uFFFDz");
}

TEST_CASE("characters are counted and cut as wholes") {
  CHECK(count_chars("") == 0);
  CHECK(count_chars("aÄ€😀") == 4);
  CHECK(first_chars("aÄ€😀", 3) == "aÄ€");
  CHECK(first_chars("aÄ", 2) == "aÄ");
  CHECK(first_chars("aÄ", 0) == "");
}
