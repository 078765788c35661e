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

TEST_CASE("a text is made fit for a line") {
  CHECK(shortened("as it is", 8) == "as it is");
  CHECK(shortened("too long", 7) == "too lo…");
  CHECK(shortened("\xC3\xA4\xC3\xB6\xC3\xBC", 3) == "\xC3\xA4\xC3\xB6\xC3\xBC");
  CHECK(shortened("\xC3\xA4\xC3\xB6\xC3\xBC", 2) == "\xC3\xA4…");
  CHECK(shortened("\x1b[31mred\nnext\x7f", 80) == " [31mred next ");
}

TEST_CASE("characters become bytes that are read back") {
  for (const char32_t c :
       {U'a', U'\x7F', U'\x80', U'\u07FF', U'\u0800', U'\uFFFD', U'\U00010000', U'\U0010FFFF'}) {
    std::string text;
    append_utf8(text, c);
    const auto read = decode_utf8(text, 0);
    CHECK(read.valid);
    CHECK(read.value == c);
    CHECK(read.length == text.size());
  }
  for (const char32_t c : {char32_t{0xD800}, char32_t{0xDFFF}, char32_t{0x110000}, char32_t{~0U}}) {
    std::string text;
    append_utf8(text, c);
    CHECK(text == kReplacement);
  }
}
