#include "bridge/soap/charset.h"

#include <doctest/doctest.h>

using uws::soap::known_charset;
using uws::soap::to_utf8;

namespace {

const std::string kLittle("<\0a\0>\0\xE4\0\xAC\x20\x3D\xD8\x00\xDE", 14);
const std::string kBig("\0<\0a\0>\0\xE4\x20\xAC\xD8\x3D\xDE\x00", 14);
constexpr const char* kText = "<a>\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80";

}  // namespace

TEST_CASE("charsets WCF takes, without regard to case") {
  for (const char* name :
       {"", "utf-8", "UTF-8", "Utf-8", "utf-16", "UTF-16", "utf-16LE", "utf-16be", "unicodeFFFE"}) {
    CAPTURE(std::string(name));
    CHECK(known_charset(name));
  }
  for (const char* name :
       {"iso-8859-1", "us-ascii", "windows-1252", "utf8", "utf-7", "utf-32", "x", " utf-8"}) {
    CAPTURE(std::string(name));
    CHECK_FALSE(known_charset(name));
  }
}

TEST_CASE("UTF-8 goes through as it is") {
  for (const char* name : {"", "utf-8", "UTF-8"}) {
    const auto text = to_utf8(kText, name);
    REQUIRE(text);
    CHECK(text->text == kText);
    CHECK(text->declared_as == "utf-8");
  }
  // Bytes that are not UTF-8 are the gate's to refuse.
  CHECK(to_utf8("\xC3\x28", "utf-8")->text == "\xC3\x28");
}

TEST_CASE("UTF-16 in either order, with and without a mark") {
  struct Case {
    const char* charset;
    std::string bytes;
  };
  const Case cases[] = {{"utf-16", kLittle},
                        {"UTF-16", "\xFF\xFE" + kLittle},
                        {"utf-16", "\xFE\xFF" + kBig},
                        {"utf-16le", kLittle},
                        {"utf-16LE", "\xFF\xFE" + kLittle},
                        {"utf-16be", kBig},
                        {"utf-16be", "\xFE\xFF" + kBig},
                        {"unicodeFFFE", kBig},
                        {"utf-16be", "\xFF\xFE" + kLittle}};
  for (const auto& one : cases) {
    CAPTURE(std::string(one.charset));
    const auto text = to_utf8(one.bytes, one.charset);
    REQUIRE(text);
    CHECK(text->text == kText);
    CHECK(text->declared_as == "utf-16");
  }
}

TEST_CASE("UTF-16 and UTF-32 that no header announces are refused") {
  const std::string wide_little("<\0\0\0a\0\0\0", 8), wide_big("\0\0\0<\0\0\0a", 8);
  for (const char* name : {"", "utf-8", "UTF-8"}) {
    CAPTURE(std::string(name));
    for (const std::string& bytes :
         {kLittle, kBig, "\xFF\xFE" + kLittle, "\xFE\xFF" + kBig, wide_little, wide_big,
          std::string("\xFF\xFE\0\0", 4) + wide_little,
          std::string("\0\0\xFE\xFF", 4) + wide_big}) {
      CHECK_FALSE(to_utf8(bytes, name));
    }
  }
}

TEST_CASE("bytes that are no UTF-16 are refused") {
  CHECK_FALSE(to_utf8(std::string("<\0a", 3), "utf-16"));
  CHECK_FALSE(to_utf8(std::string("\x3D\xD8", 2), "utf-16"));
  CHECK_FALSE(to_utf8(std::string("\x00\xDE<\0", 4), "utf-16"));
  CHECK_FALSE(to_utf8(std::string("\xFF\xFE<", 3), "utf-8"));
}
