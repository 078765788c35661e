#include "bridge/door/public_address.h"

#include <algorithm>
#include <cctype>

#include "base/text.h"
#include "base/url.h"

namespace uws::door {
namespace {

std::string_view first_of(std::string_view list) {
  return base::trimmed(list.substr(0, list.find(',')));
}

// Names, addresses and ports only: what it says ends up in documents.
bool is_host(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return std::isalnum(c) || c == '.' || c == '-' || c == '_' || c == ':' || c == '[' || c == ']';
  });
}

std::string header(const http::Request& request, std::string_view name) {
  const std::string* value = request.headers.find(name);
  return value ? std::string(first_of(*value)) : "";
}

}  // namespace

std::string public_address(const http::Request& request, const AddressRules& rules) {
  if (!rules.public_url.empty()) {
    return std::string(base::without_final_slash(rules.public_url));
  }
  std::string scheme = request.tls ? "https" : "http";
  std::string host = header(request, "Host");
  if (rules.trusted_proxies.contains(base::host_of(request.peer))) {
    const auto proto = base::lower(header(request, "X-Forwarded-Proto"));
    if (proto == "http" || proto == "https") scheme = proto;
    if (const auto forwarded = header(request, "X-Forwarded-Host"); is_host(forwarded)) {
      host = forwarded;
    }
  }
  if (!is_host(host)) host = rules.own_endpoint;
  return scheme + "://" + host;
}

}  // namespace uws::door
