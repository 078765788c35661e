#pragma once
// Callbacks in the process as a whole: webhooks come in, registrations are judged, the relay brings
// what is stored to the receivers.

#include "bridge/callback/hand.h"
#include "bridge/callback/receiver_rules.h"
#include "bridge/callback/relay.h"
#include "bridge/config/config.h"
#include "bridge/http/client.h"
#include "bridge/http/listeners.h"
#include "bridge/owner/owner_contract.h"
#include "bridge/store/registrar.h"

namespace uws {

class GatewayCallbacks {
 public:
  // The relay is on the thread of `io`. `owner` null: callbacks are built in. All must outlive it.
  GatewayCallbacks(const config::Config& config, const owner::LiveContract* owner,
                   boost::asio::io_context& io, store::Store& store, callback::Counters& counters,
                   ops::Events& events);

  // Where callbacks may be registered for, and whom to ask when one is: no listener of ours gets
  // any. This must outlive `registrar`'s last registration.
  void judge(store::Registrar& registrar, const http::Listeners& listeners);
  // Has webhooks taken in there. This must outlive the pool's run().
  void take_webhooks(http::Server& server);

  callback::Relay& relay() { return relay_; }
  callback::Hand& hand() { return hand_; }

 private:
  const config::Config& config_;
  store::Store& store_;
  callback::Counters& counters_;
  ops::Events& events_;
  callback::ReceiverRules receivers_;
  http::Client client_;
  callback::Relay relay_;
  callback::Hand hand_;
};

}  // namespace uws
