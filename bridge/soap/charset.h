#pragma once
// Character sets WCF's text encoder takes (wire.md: HTTP-level refusals), brought to UTF-8.

#include <optional>
#include <string>
#include <string_view>

namespace uws::soap {

struct Utf8Text {
  std::string text;
  // What an XML declaration may name: "utf-8" or "utf-16".
  std::string_view declared_as;
};

// Whether a Content-Type charset (any case, quotes taken off; empty = none given) is accepted.
bool known_charset(std::string_view charset);

// `body` in `charset` as UTF-8. In UTF-16 a byte order mark decides the byte order; without one
// plain utf-16 is little-endian as .NET's is. Empty when the bytes are not of that charset: UTF-16
// or UTF-32 that the header does not announce is none.
std::optional<Utf8Text> to_utf8(std::string body, std::string_view charset);

}  // namespace uws::soap
