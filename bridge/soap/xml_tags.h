#pragma once
// A first look at a document's tags, before the XML reader has to hold one.

#include <cstddef>
#include <optional>
#include <string_view>

namespace uws::soap {

struct TagLimit {
  std::size_t offset;      // of the tag's '<'
  std::string_view words;  // which limit it breaks
};

// The first tag of `document` (UTF-8) that is longer than kMaxTagBytes or has more than
// kMaxAttributes attributes, xmlns included. One pass; up to that tag a well-formed document is
// seen as any XML reader sees it, from a mistake or a DTD on nothing is promised.
std::optional<TagLimit> find_tag_over_limit(std::string_view document);

}  // namespace uws::soap
