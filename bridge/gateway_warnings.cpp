#include "bridge/gateway_warnings.h"

#include <string_view>

#include "bridge/admin/guard.h"

namespace uws {

void warn_at_start(ops::Logger& log, const ops::Config& config, std::size_t descriptors,
                   const Listeners& listeners) {
  if (descriptors < config.limits.max_connections) {
    log.warn("the limit of descriptors (RLIMIT_NOFILE) leaves less than max_connections",
             {{"left", descriptors}, {"max_connections", config.limits.max_connections}});
  }
  if (config.admin.token.empty() && !admin::is_loopback(config.admin.address)) {
    log.warn("the admin listener can be reached from the network and asks for no token",
             {{"address", config.admin.address}});
  }
  if (config.tls.client_auth != "required") return;
  for (const auto& [name, server] : listeners) {
    const std::string_view listener(name);
    if (listener != "soap" && listener != "soap-legacy-tls") continue;
    log.warn("client certificates are required by soap-tls only, this listener is open to all",
             {{"listener", listener}, {"address", server->endpoint()}});
  }
}

}  // namespace uws
