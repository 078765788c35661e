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

// An address of X-Forwarded-For, as "192.0.2.9", "192.0.2.9:40312" or "[2001:db8::1]:40312".
std::string_view address_in(std::string_view item) {
  item = base::trimmed(item);
  if (base::parse_ip(item)) return item;
  const auto host = base::host_of(item);
  return base::parse_ip(host) ? host : std::string_view();
}

// The last of a list that is no trusted proxy; empty = there is none. What stands before an item
// that is no address was said by nobody who is trusted.
struct LastClient {
  std::string_view address;
  bool known = false;
};

LastClient last_client(std::string_view list, const AddressRules& rules) {
  LastClient last;
  while (!last.known && !list.empty()) {
    const auto comma = list.rfind(',');
    const auto address =
        address_in(comma == std::string_view::npos ? list : list.substr(comma + 1));
    list = list.substr(0, comma == std::string_view::npos ? 0 : comma);
    last.known = address.empty() || !rules.trusted_proxies.contains(address);
    if (!address.empty()) last.address = address;
  }
  return last;
}

bool came_by_proxy(const http::Request& request, const AddressRules& rules) {
  return !rules.trusted_proxies.empty() &&
         rules.trusted_proxies.contains(base::host_of(request.peer));
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
  if (came_by_proxy(request, rules)) {
    const auto proto = base::lower(header(request, "X-Forwarded-Proto"));
    if (proto == "http" || proto == "https") scheme = proto;
    if (const auto forwarded = header(request, "X-Forwarded-Host"); is_host(forwarded)) {
      host = forwarded;
    }
  }
  if (!is_host(host)) host = rules.own_endpoint;
  return scheme + "://" + host;
}

std::string_view client_address(const http::Request& request, const AddressRules& rules) {
  std::string_view found = base::host_of(request.peer);
  if (!came_by_proxy(request, rules)) return found;
  const auto& fields = request.headers.fields();
  for (auto field = fields.rbegin(); field != fields.rend(); ++field) {
    if (!base::same_no_case(field->first, "X-Forwarded-For")) continue;
    const auto last = last_client(field->second, rules);
    if (!last.address.empty()) found = last.address;
    if (last.known) break;
  }
  return found;
}

std::string_view client_tls(const http::Request& request, const AddressRules& rules) {
  if (!came_by_proxy(request, rules)) return request.tls_version;
  const auto* sent = request.headers.find("X-Forwarded-Proto");
  const bool https = sent && base::same_no_case(first_of(*sent), "https");
  return https ? "proxy" : request.tls_version;
}

}  // namespace uws::door
