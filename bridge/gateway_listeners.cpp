#include "bridge/gateway_listeners.h"

#include <algorithm>

#include "base/url.h"
#include "bridge/admin/guard.h"
#include "bridge/callback/delivery.h"
#include "bridge/http/tls.h"

namespace uws {
namespace {

// Webhooks and the operator's requests are small, and who sends them is not one of many clients.
http::Limits without_clients(http::Limits limits) {
  constexpr std::size_t kSmall = 1024 * 1024;
  limits.max_body_bytes = std::min(limits.max_body_bytes, kSmall);
  limits.max_connections_per_client = limits.max_requests_per_second = 0;
  return limits;
}

}  // namespace

tl::expected<std::vector<http::Listen>, std::string> listeners_of(
    const config::Config& config, const ops::Descriptors& descriptors) {
  std::vector<http::Listen> listeners;
  // `connections`: how many the process may have open when this one takes another.
  const auto add = [&](const char* name, const auto& table, std::size_t connections,
                       bool for_clients = true) {
    auto limits = for_clients ? config.limits : without_clients(config.limits);
    limits.max_everywhere = connections;
    listeners.push_back({name, table.address, table.port, limits, nullptr, nullptr});
  };
  if (config.listen.enabled) add("soap", config.listen, descriptors.clients);
  for (const auto* tls : {&config.tls, &config.legacy_tls}) {
    if (!tls->wanted()) continue;
    const bool legacy = tls->level == http::TlsLevel::legacy;
    add(legacy ? "soap-legacy-tls" : "soap-tls", *tls, descriptors.clients);
    auto context = http::TlsContext::load(*tls);
    if (!context) return tl::unexpected(listeners.back().name + ": " + context.error());
    listeners.back().tls = std::move(*context);
  }
  add("callbacks", config.callbacks, descriptors.webhooks, false);
  add("admin", config.admin, 0, false);
  return listeners;
}

std::string callbacks_url(const config::Config& config, const http::Listeners& listeners) {
  auto url = config.callbacks.public_url;
  if (url.empty()) return "http://" + listeners.find("callbacks")->endpoint();
  while (url.ends_with('/')) url.pop_back();
  return url;
}

door::AddressRules address_rules(const config::Config& config, const http::Listeners& listeners) {
  return {config.listen.public_url, base::IpRanges(config.listen.trusted_proxies),
          listeners.all().front()->endpoint()};
}

http::ClientLimits relay_limits(const config::Config& config,
                                const callback::ReceiverRules& rules) {
  auto limits = callback::receiver_limits(config.receiver_limits());
  // Behind a proxy it is the proxy that connects, and the operator has named that.
  if (limits.proxy.empty()) {
    limits.may_connect = [&rules](const base::IpAddress& address, std::uint16_t port) {
      return !rules.refusal(address, port);
    };
  }
  return limits;
}

void keep_from_itself(callback::ReceiverRules& rules, const http::Listeners& listeners) {
  for (const auto& server : listeners.all()) {
    const auto endpoint = server->endpoint();
    if (const auto address = base::parse_ip(base::host_of(endpoint))) {
      rules.never_call(*address, server->port());
    }
  }
}

void warn_at_start(const config::Config& config, const ops::Descriptors& descriptors,
                   const http::Listeners& listeners, ops::Events& events) {
  if (descriptors.clients < config.limits.max_connections) {
    events.warn(
        "the limit of descriptors (RLIMIT_NOFILE) leaves less than max_connections",
        {{"left", descriptors.clients}, {"max_connections", config.limits.max_connections}});
  }
  if (config.admin.token.empty() && !admin::is_loopback(config.admin.address)) {
    events.warn("the admin listener can be reached from the network and asks for no token",
                {{"address", config.admin.address}});
  }
  if (config.tls.client_auth != http::ClientAuth::required) return;
  for (const auto* name : {"soap", "soap-legacy-tls"}) {
    const auto* server = listeners.find(name);
    if (!server) continue;
    events.warn("client certificates are required by soap-tls only, this listener is open to all",
                {{"listener", name}, {"address", server->endpoint()}});
  }
}

}  // namespace uws
