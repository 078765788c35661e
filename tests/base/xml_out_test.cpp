#include "base/xml_out.h"

#include <doctest/doctest.h>

using namespace uws::base;

namespace {

std::string text(std::string_view in) {
  std::string out;
  append_xml_text(out, in);
  return out;
}

std::string attribute(std::string_view in) {
  std::string out;
  append_xml_attribute(out, in);
  return out;
}

constexpr const char* kReplaced = "\xEF\xBF\xBD";

}  // namespace

TEST_CASE("text is escaped as WCF does: quotes and line feeds stay raw") {
  CHECK(text("a<b>&c") == "a&lt;b&gt;&amp;c");
  CHECK(text("\r\n") == "&#xD;\n");
  CHECK(text("\"'\t\n") == "\"'\t\n");
  CHECK(text("]]>") == "]]&gt;");
  CHECK(text("&amp;") == "&amp;amp;");
  CHECK(text("") == "");
  CHECK(text("Zürich €😀") == "Zürich €😀");
}

TEST_CASE("text is appended") {
  std::string out = "x";
  append_xml_text(out, "<");
  CHECK(out == "x&lt;");
}

TEST_CASE("in an attribute the double quote is escaped too") {
  CHECK(attribute("a\"b'c<&>") == "a&quot;b'c&lt;&amp;&gt;");
}

TEST_CASE("well-formed UTF-8 goes out as its bytes") {
  for (const char* good : {"\xC2\x80",
                           "gr\xC3\xB6\xC3\x9F"
                           "e",
                           "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80", "\xEF\xBF\xBD",
                           "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF", "\xF0\x9F\x98\x80"}) {
    CAPTURE(std::string(good));
    CHECK(text(good) == good);
  }
}

TEST_CASE("what XML cannot carry becomes a replacement character") {
  for (const char* bad :
       {"\x01", "\x08", "\x0B", "\x1F", "\x80", "\xFF", "\xEF\xBF\xBE", "\xEF\xBF\xBF"}) {
    CAPTURE(std::string(bad));
    CHECK(text(bad) == kReplaced);
  }
  CHECK(text(std::string_view("a\0b", 3)) == std::string("a") + kReplaced + "b");
  const std::string two = std::string(kReplaced) + kReplaced;
  CHECK(text("\xC0\xBC") == two);
  CHECK(text("\xC3(") == std::string(kReplaced) + "(");
  CHECK(text("\xC3") == kReplaced);
  CHECK(text("\xED\xA0\x80") == two + kReplaced);
  CHECK(text("\xE0\x80\x80") == two + kReplaced);
  CHECK(text("\xF0\x80\x80\x80") == two + two);
  CHECK(text("\xF4\x90\x80\x80") == two + two);
  CHECK(text("\xF5\x80\x80\x80") == two + two);
  CHECK(text("\xE2\x82") == two);
}

TEST_CASE("elements are written in one pass") {
  XmlOut out;
  out.open("A", R"(xmlns="u")");
  out.nil("N");
  out.empty("E");
  out.element("T", "x&y");
  out.element("Z", "");
  out.open("D");
  out.text("");
  out.close();
  out.close();
  CHECK(out.take() == R"(<A xmlns="u"><N xsi:nil="true"/><E/><T>x&amp;y</T><Z/><D/></A>)");
  CHECK(out.take().empty());
}
