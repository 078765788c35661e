#include "base/xml_out.h"

#include <doctest/doctest.h>

#include "base/utf8.h"
#include "mapping/callback/writer.h"

using namespace uws::mapping::callback;

namespace {

std::string escaped(std::string_view text) {
  std::string out;
  append_escaped(out, text);
  return out;
}

}  // namespace

TEST_CASE("text is escaped as WCF's text writer escapes it") {
  CHECK(escaped("a<b>&\"'c") == "a&lt;b&gt;&amp;\"'c");
  CHECK(escaped("\r\n\t") == "&#xD;\n\t");
  CHECK(escaped("]]>") == "]]&gt;");
  CHECK(escaped("Zürich €😀") == "Zürich €😀");
}

TEST_CASE("what XML cannot hold becomes U+FFFD") {
  CHECK(escaped(std::string_view("a\0b\x01", 4)) == "a\uFFFDb\uFFFD");
  CHECK(escaped("\xEF\xBF\xBE") == "\uFFFD");              // U+FFFE
  CHECK(escaped("\xC0\xBC") == "\uFFFD\uFFFD");            // overlong <
  CHECK(escaped("\xED\xA0\x80") == "\uFFFD\uFFFD\uFFFD");  // surrogate
  CHECK(escaped("\xF4\x90\x80\x80").find('\xF4') == std::string::npos);
  CHECK(escaped("x\xE2\x82") == "x\uFFFD\uFFFD");  // cut short
  CHECK(escaped("\x7F\xF4\x8F\xBF\xBD") == "\x7F\xF4\x8F\xBF\xBD");
}

TEST_CASE("bytes that are not UTF-8 are repaired, the rest stays") {
  CHECK(uws::mapping::repair_utf8("plain Ä") == "plain Ä");
  CHECK(uws::mapping::repair_utf8("a\xFFz") == "a\uFFFDz");
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
