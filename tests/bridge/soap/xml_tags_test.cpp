#include "bridge/soap/xml_tags.h"

#include <doctest/doctest.h>

#include <string>

#include "bridge/soap/gate_limits.h"

namespace {

using namespace uws::soap;

std::string attributes(std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += " a" + std::to_string(i) + "=\"'>\"";
  return out;
}

std::string_view words(const std::string& document) {
  const auto limit = find_tag_over_limit(document);
  return limit ? limit->words : "";
}

}  // namespace

TEST_CASE("a tag may have 64 attributes, of whatever kind") {
  CHECK(words("<a" + attributes(64) + "/>").empty());
  CHECK(words("<a" + attributes(65) + "/>") == kTooManyAttributes);
  CHECK(words("<a" + attributes(63) + " xmlns='urn:a' xmlns:b = 'urn:b'>") == kTooManyAttributes);
  const std::string two = "<a" + attributes(64) + "/><b" + attributes(65) + "/>";
  CHECK(find_tag_over_limit(two)->offset == two.find("<b"));
}

TEST_CASE("a tag may have 32 KiB") {
  const auto tag = [](std::size_t bytes) {
    return "<a b='" + std::string(bytes - std::string_view("<a b=''>").size(), '>') + "'>";
  };
  CHECK(words(tag(kMaxTagBytes)).empty());
  CHECK(words(tag(kMaxTagBytes) + "text").empty());
  CHECK(words(tag(kMaxTagBytes + 1)) == kTagTooLong);
  CHECK(words("<a>" + tag(kMaxTagBytes + 1)) == kTagTooLong);
  CHECK(words("<" + std::string(kMaxTagBytes, 'a')) == kTagTooLong);
  CHECK(words("<" + std::string(100, 'a')).empty());
}

TEST_CASE("a tag over a limit is found wherever it stands") {
  const std::string big = "<a" + attributes(65) + "/>";
  for (const std::string& before :
       {std::string(), std::string("<a>"), "<a>" + std::string(1'000, 't'), "<a b='<'>" + big,
        "<a b='" + std::string(400, 'v') + "'>", "<!-- " + std::string(400, '<') + " -->"}) {
    CAPTURE(before);
    CHECK(words(before + big) == kTooManyAttributes);
    CHECK(words(before + std::string(1'000, 't') + big + std::string(1'000, 't')) ==
          kTooManyAttributes);
  }
}

TEST_CASE("what looks like a tag in a comment, a CDATA section or an instruction is none") {
  const std::string big = "<a" + attributes(65) + "/>";
  for (const std::string& inside :
       {"<!--" + big + "-->", "<![CDATA[" + big + "]]>", "<?p " + big + "?>"}) {
    CHECK(words("<a>" + inside + "</a>").empty());
    CHECK(words("<a>" + inside + big) == kTooManyAttributes);
    CHECK(words("<a>" + inside.substr(0, inside.size() - 1)).empty());
  }
  CHECK(words("<!DOCTYPE a>" + big).empty());
}
