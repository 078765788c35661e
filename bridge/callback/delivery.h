#pragma once
// One callback to one receiver: translate, send, judge the answer.

#include <boost/asio/awaitable.hpp>

#include "bridge/callback/counters.h"
#include "bridge/callback/relay.h"
#include "bridge/http/client.h"
#include "bridge/store/outbox.h"

namespace uws::callback {

// What a delivery works with; all must stay valid until its end.
struct Sender {
  http::Client& client;
  const RelaySettings& settings;
  Counters& counters;
  ops::Events& events;
};

// Sends `callback` (whose send is begun in the store) once and says how that ended: delivered; to
// be tried again, and when; or dead, because it cannot be translated or was tried often enough.
// `chance` in [0, 1) shortens the wait.
asio::awaitable<store::Finished> deliver(Sender sender, store::Queued callback, double chance);

}  // namespace uws::callback
