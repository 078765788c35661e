#pragma once
// The listeners for SOAP over TLS, those the configuration asks for: "soap-tls" and
// "soap-legacy-tls".

#include <functional>
#include <memory>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "bridge/http/client_counts.h"
#include "bridge/http/server.h"
#include "bridge/http/tls.h"
#include "bridge/ops/config.h"
#include "bridge/ops/log.h"
#include "bridge/ops/metrics.h"

namespace uws {

class TlsDoors {
 public:
  struct Door {
    const char* name;
    std::string address;
    std::uint16_t port;
    bool legacy;
    std::shared_ptr<http::TlsContext> context;
    std::unique_ptr<http::Server> server;
  };

  // Reads certificates and keys. Error: one line for the operator.
  static tl::expected<std::unique_ptr<TlsDoors>, std::string> load(const ops::Config& config);

  // Binds every door's port; throws std::system_error. The pool must outlive this object, and this
  // object the pool's run().
  // `warner` makes what gets the log lines of the listener of that name.
  using Warner = std::function<std::function<void(const std::string& line)>(const char* name)>;
  void open(http::Pool& pool, const http::Limits& limits, const http::Handler& handler,
            const Warner& warner);
  // uws_legacy_tls_clients_total{client}.
  void show(ops::Metrics& metrics) const;
  const std::vector<Door>& doors() const { return doors_; }
  // Reads certificates and keys again, for new connections; what cannot be read stays in force.
  void reload(ops::Logger& log);

 private:
  std::vector<Door> doors_;
  http::ClientCounts legacy_clients_;
};

}  // namespace uws
