#pragma once
// URLs taken apart (RFC 3986). Every part is a part of the text it was read from.

#include <string_view>

namespace uws::base {

struct UrlParts {
  // "https", as spelt; empty when the text has none.
  std::string_view scheme;
  // "user:secret@host:8443"; of a text without a scheme, what stands before the first / ? or #.
  std::string_view authority;
  // "/path?query#fragment": begins with / ? or #, or is empty.
  std::string_view rest;
};

UrlParts split_url(std::string_view url);

// Whether `url` begins with http:// or https://, in small letters, and goes on.
bool is_web_url(std::string_view url);

// "https://host/api/" without the slashes at its end.
std::string_view without_final_slash(std::string_view url);

// The host of "host:8080" and "[::1]:8080", without port and brackets.
std::string_view host_of(std::string_view authority);

}  // namespace uws::base
