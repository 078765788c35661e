#include "bridge/gateway_tls.h"

#include <utility>

namespace uws {
namespace {

http::ClientAuth client_auth(const std::string& word) {
  if (word == "required") return http::ClientAuth::required;
  return word == "optional" ? http::ClientAuth::optional : http::ClientAuth::none;
}

}  // namespace

tl::expected<std::unique_ptr<TlsDoors>, std::string> TlsDoors::load(const ops::Config& config) {
  auto made = std::make_unique<TlsDoors>();
  const auto add = [&](const char* name, const auto& table,
                       const http::TlsSettings& settings) -> tl::expected<void, std::string> {
    auto context = http::TlsContext::load(settings);
    if (!context) return tl::unexpected(std::string(name) + ": " + context.error());
    const bool legacy = settings.level == http::TlsLevel::legacy;
    made->doors_.push_back({name, table.address, table.port, legacy, std::move(*context), nullptr});
    return {};
  };
  if (const auto& tls = config.tls; tls.wanted()) {
    const http::TlsSettings settings{tls.certificate, tls.key, tls.client_ca,
                                     client_auth(tls.client_auth), http::TlsLevel::intermediate};
    if (auto done = add("soap-tls", tls, settings); !done) return tl::unexpected(done.error());
  }
  if (const auto& tls = config.legacy_tls; tls.wanted()) {
    const http::TlsSettings settings{tls.certificate, tls.key, "", http::ClientAuth::none,
                                     http::TlsLevel::legacy};
    if (auto done = add("soap-legacy-tls", tls, settings); !done) {
      return tl::unexpected(done.error());
    }
  }
  return made;
}

void TlsDoors::open(http::Pool& pool, const http::Limits& limits, const http::Handler& handler,
                    const Warner& warner) {
  for (auto& door : doors_) {
    http::Handler served = handler;
    if (door.legacy) {
      served = [this, handler](http::Request request) {
        legacy_clients_.count(request.peer);
        return handler(std::move(request));
      };
    }
    door.server = std::make_unique<http::Server>(
        pool, door.address, door.port, limits, std::move(served), door.context, warner(door.name));
  }
}

void TlsDoors::show(ops::Metrics& metrics) const {
  metrics.add_source([this](ops::Sink& sink) {
    for (const auto& [client, requests] : legacy_clients_.counts()) {
      sink.counter("uws_legacy_tls_clients_total",
                   "Requests over the legacy TLS listener by client address",
                   static_cast<double>(requests), {{"client", client}});
    }
  });
}

void TlsDoors::reload(ops::Logger& log) {
  for (auto& door : doors_) {
    const auto done = door.context->reload();
    if (done) {
      log.info("certificate reloaded", {{"listener", std::string_view(door.name)}});
    } else {
      log.error(
          "certificate not reloaded, the old one stays",
          {{"listener", std::string_view(door.name)}, {"reason", std::string_view(done.error())}});
    }
  }
}

}  // namespace uws
