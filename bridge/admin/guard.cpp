#include "bridge/admin/guard.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "base/crypto.h"
#include "base/ip_ranges.h"
#include "base/text.h"
#include "base/url.h"
#include "bridge/admin/router.h"

namespace uws::admin {
namespace {

bool listed(std::string_view host, const std::vector<std::string>& hosts) {
  return std::ranges::any_of(hosts,
                             [&](const auto& name) { return base::same_no_case(name, host); });
}

bool is_own_host(std::string_view host, const AdminRules& rules) {
  if (base::same_no_case(host, "localhost")) return true;
  if (listed(host, rules.hosts)) return true;
  const auto own = base::parse_ip(rules.address);
  const auto asked = base::parse_ip(host);
  return own && asked && (own->is_unspecified() || own == asked);
}

// Why a browser's request is none of this listener's pages' own; nothing = it is, or no browser's.
std::optional<std::string_view> refusal(const http::Request& request, const AdminRules& rules) {
  const std::string* host = request.headers.find("Host");
  if (!host || !is_own_host(base::host_of(*host), rules)) return "Host";
  const std::string* site = request.headers.find("Sec-Fetch-Site");
  if (site && *site != "same-origin" && *site != "none") return "Sec-Fetch-Site";
  const std::string* origin = request.headers.find("Origin");
  if (!origin) return std::nullopt;
  const auto [scheme, authority, rest] = base::split_url(*origin);
  const bool same = !scheme.empty() && rest.empty() && base::same_no_case(authority, *host);
  return same ? std::nullopt : std::optional<std::string_view>("Origin");
}

// Takes as long for a wrong token as for the right one, whatever they have in common.
bool has_token(const http::Request& request, const std::string& token) {
  constexpr std::string_view kScheme = "Bearer ";
  const std::string* sent = request.headers.find("Authorization");
  if (!sent || !base::same_no_case(std::string_view(*sent).substr(0, kScheme.size()), kScheme))
    return false;
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
  const auto read = base::parse_ip(address);
  return read && read->is_loopback();
}

}  // namespace uws::admin
