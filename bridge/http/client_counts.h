#pragma once
// How often which client came, by address.

#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "bridge/http/server.h"

namespace uws::http {

inline constexpr ops::Family kLegacyClients{
    "uws_legacy_tls_clients_total", "Requests over the legacy TLS listener by client address",
    "client", ops::Kind::counter, "After 1000 addresses `other`"};

// Thread-safe.
class ClientCounts {
 public:
  // `peer` as in Request: address and port; the port is left out. After 1000 addresses all further
  // ones are counted as "other".
  void count(std::string_view peer);
  std::map<std::string, double> counts() const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, double> counts_;
};

// Handlers that count whom they answer; `counts` must outlive the pool's run().
HandlerFactory counted(HandlerFactory handlers, ClientCounts& counts);

}  // namespace uws::http
