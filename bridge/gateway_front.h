#pragma once
// Who answers the SOAP clients: the door, what watches it, and the threads for big messages.

#include "bridge/census/census.h"
#include "bridge/config/config.h"
#include "bridge/exchange/workers.h"
#include "bridge/gateway_counters.h"
#include "bridge/http/listeners.h"
#include "bridge/owner/owner_contract.h"
#include "bridge/recording/watchers.h"
#include "bridge/store/registrar.h"

namespace uws {

class GatewayFront {
 public:
  // `owner` null: the built-in contract. All must outlive it. Throws std::system_error when the
  // folder of recordings cannot be made.
  GatewayFront(const config::Config& config, owner::LiveContract* owner, GatewayCounters& counters,
               ops::Events& events);

  // For the listeners of SOAP clients, who are counted in `census` if the configuration says so.
  // Call once; it and `registrar` must outlive the pool's run().
  http::HandlerFactory handlers(const http::Listeners& listeners, store::Registrar& registrar,
                                census::Census& census);

 private:
  const config::Config& config_;
  owner::LiveContract* const owner_;
  GatewayCounters& counters_;
  ops::Events& events_;
  exchange::Workers workers_;
  recording::Watchers watchers_;
};

}  // namespace uws
