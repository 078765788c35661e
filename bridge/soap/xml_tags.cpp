#include "bridge/soap/xml_tags.h"

#include <algorithm>

#include "bridge/soap/gate_limits.h"

namespace uws::soap {
namespace {

constexpr auto kNowhere = std::string_view::npos;

// Where what begins at `at` ends (behind `closing`), kNowhere if it does not.
std::size_t behind(std::string_view document, std::string_view closing, std::size_t at) {
  const auto found = document.find(closing, at);
  return found == kNowhere ? kNowhere : found + closing.size();
}

struct Tag {
  std::size_t end;         // behind '>', kNowhere when the document ends within it
  std::string_view words;  // empty: within the limits
};

Tag scan_tag(std::string_view document, std::size_t at) {
  const std::size_t most = std::min(document.size(), at + kMaxTagBytes);
  std::size_t attributes = 0;
  for (std::size_t i = at + 1; i < most; ++i) {
    const char c = document[i];
    if (c == '>') return {i + 1, {}};
    if (c != '"' && c != '\'') continue;
    if (++attributes > kMaxAttributes) return {kNowhere, kTooManyAttributes};
    i = document.substr(0, most).find(c, i + 1);
    if (i == kNowhere) break;
  }
  return {kNowhere, most < document.size() ? kTagTooLong : std::string_view{}};
}

// Where a tag ends that is short and holds no attribute, as nearly all do; 0 = another one.
std::size_t short_tag(std::string_view rest) {
  constexpr std::size_t kShort = 128;
  const auto end = rest.substr(0, kShort).find('>');
  if (end == kNowhere) return 0;
  const auto tag = rest.substr(0, end);
  return tag.find('"') == kNowhere && tag.find('\'') == kNowhere ? end + 1 : 0;
}

// Whether no tag can be over a limit, as in nearly all documents: either the next '<' is near,
// which no tag holds within it, or the tag's own end is. What is in comments and the like counts as
// tags.
bool all_tags_are_short(std::string_view document) {
  // Room for no more than kMaxAttributes of the shortest, ` a=""`.
  constexpr std::size_t kNear = 5 * kMaxAttributes;
  std::size_t at = document.find('<');
  while (at != kNowhere && document.size() - at > kNear) {
    const auto last = document.substr(at + 1, kNear).rfind('<');
    if (last != kNowhere) {
      at += 1 + last;
    } else if (short_tag(document.substr(at)) > 0) {
      at = document.find('<', at + 1);
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace

std::optional<TagLimit> find_tag_over_limit(std::string_view document) {
  if (all_tags_are_short(document)) return std::nullopt;
  std::size_t at = 0;
  while (at != kNowhere && (at = document.find('<', at)) != kNowhere) {
    const std::string_view rest = document.substr(at);
    if (rest.starts_with("<!--")) {
      at = behind(document, "-->", at + 4);
    } else if (rest.starts_with("<![CDATA[")) {
      at = behind(document, "]]>", at + 9);
    } else if (rest.starts_with("<?")) {
      at = behind(document, "?>", at + 2);
    } else if (rest.starts_with("<!")) {
      return std::nullopt;
    } else if (const auto end = short_tag(rest); end > 0) {
      at += end;
    } else {
      const Tag tag = scan_tag(document, at);
      if (!tag.words.empty()) return TagLimit{at, tag.words};
      at = tag.end;
    }
  }
  return std::nullopt;
}

}  // namespace uws::soap
