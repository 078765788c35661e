#include "bridge/admin/guard.h"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <boost/beast/core/string.hpp>
#include <optional>
#include <string_view>
#include <utility>

#include "base/crypto.h"
#include "bridge/admin/router.h"

namespace uws::admin {
namespace {

using boost::beast::iequals;

std::optional<boost::asio::ip::address> address_in(std::string_view text) {
  boost::system::error_code failure;
  const auto address = boost::asio::ip::make_address(std::string(text), failure);
  return failure ? std::nullopt : std::optional(address);
}

// "localhost:9090" and "[::1]:9090" without port and brackets.
std::string_view host_in(std::string_view authority) {
  if (authority.starts_with('[')) return authority.substr(1, authority.find(']') - 1);
  return authority.substr(0, authority.find(':'));
}

bool listed(std::string_view host, const std::vector<std::string>& hosts) {
  return std::ranges::any_of(hosts, [&](const auto& name) { return iequals(name, host); });
}

bool is_own_host(std::string_view host, const AdminRules& rules) {
  if (iequals(host, "localhost")) return true;
  if (listed(host, rules.hosts)) return true;
  const auto own = address_in(rules.address);
  const auto asked = address_in(host);
  return own && asked && (own->is_unspecified() || *own == *asked);
}

// Why a browser's request is none of this listener's pages' own; nothing = it is, or no browser's.
std::optional<std::string_view> refusal(const http::Request& request, const AdminRules& rules) {
  const std::string* host = request.headers.find("Host");
  if (!host || !is_own_host(host_in(*host), rules)) return "Host";
  const std::string* site = request.headers.find("Sec-Fetch-Site");
  if (site && *site != "same-origin" && *site != "none") return "Sec-Fetch-Site";
  const std::string* origin = request.headers.find("Origin");
  if (!origin) return std::nullopt;
  const auto slashes = origin->find("://");
  const bool same =
      slashes != std::string::npos && iequals(std::string_view(*origin).substr(slashes + 3), *host);
  return same ? std::nullopt : std::optional<std::string_view>("Origin");
}

// Takes as long for a wrong token as for the right one, whatever they have in common.
bool has_token(const http::Request& request, const std::string& token) {
  constexpr std::string_view kScheme = "Bearer ";
  const std::string* sent = request.headers.find("Authorization");
  if (!sent || !iequals(std::string_view(*sent).substr(0, kScheme.size()), kScheme)) return false;
  return base::same_secret(base::sha256_hex(std::string_view(*sent).substr(kScheme.size())),
                           base::sha256_hex(token));
}

std::optional<http::Response> refused(const http::Request& request, const AdminRules& rules) {
  if (request.path == "/healthz" || request.path == "/readyz") return std::nullopt;
  if (const auto why = refusal(request, rules)) {
    return page_of(403, "refused for its " + std::string(*why) + " header\n");
  }
  if (rules.token.empty() || has_token(request, rules.token)) return std::nullopt;
  auto page = page_of(401, "the token of this listener is needed\n");
  page.headers.add("WWW-Authenticate", "Bearer");
  return page;
}

}  // namespace

http::Handler guarded(http::Handler inner, AdminRules rules) {
  return [inner = std::move(inner), rules = std::move(rules)](http::Request request) {
    if (auto page = refused(request, rules)) return ready_made(std::move(*page));
    return inner(std::move(request));
  };
}

bool is_loopback(const std::string& address) {
  const auto read = address_in(address);
  return read && read->is_loopback();
}

}  // namespace uws::admin
