#include "base/url.h"

namespace uws::base {
namespace {

constexpr std::string_view kSlashes = "://";

}  // namespace

UrlParts split_url(std::string_view url) {
  UrlParts parts;
  // A scheme has none of the characters an authority ends with.
  const auto scheme = url.find_first_of(":/?#");
  if (scheme != std::string_view::npos && url.substr(scheme).starts_with(kSlashes)) {
    parts.scheme = url.substr(0, scheme);
    url.remove_prefix(scheme + kSlashes.size());
  }
  const auto end = url.find_first_of("/?#");
  parts.authority = url.substr(0, end);
  if (end != std::string_view::npos) parts.rest = url.substr(end);
  return parts;
}

bool is_web_url(std::string_view url) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (url.starts_with(scheme)) return url.size() > scheme.size();
  }
  return false;
}

std::string_view without_final_slash(std::string_view url) {
  while (url.ends_with('/')) url.remove_suffix(1);
  return url;
}

std::string_view host_of(std::string_view authority) {
  if (authority.starts_with('[')) return authority.substr(1, authority.find(']') - 1);
  return authority.substr(0, authority.find(':'));
}

}  // namespace uws::base
