#include "bridge/store/receiver.h"

#include "base/text.h"
#include "base/url.h"

namespace uws::store {

std::string receiver_of(std::string_view url) {
  const auto [scheme, authority, rest] = base::split_url(url);
  const auto at = authority.rfind('@');
  auto host = at == std::string_view::npos ? authority : authority.substr(at + 1);
  if (scheme.empty() || host.empty()) return std::string(url);
  if (host.ends_with(':')) host.remove_suffix(1);
  auto key = base::lower(std::string(scheme) + "://" + std::string(host));
  const bool bracketed = host.starts_with('[');
  const auto colon = host.rfind(':');
  const bool with_port = colon != std::string_view::npos && (!bracketed || host.rfind(']') < colon);
  if (!with_port) key += base::same_no_case(scheme, "https") ? ":443" : ":80";
  return key;
}

}  // namespace uws::store
