#pragma once
// The callbacks listener: takes the platform's webhooks and answers only for what is on the disk.
//
//   200  stored durably, or stored before (the platform sends again what it got no answer to)
//   403  right address, wrong credentials in the body: not stored
//   404  no such secret address      405  not a POST
//   503  the store failed: the platform sends it again
//
// A body that cannot be read has no credentials to check; the secret address alone vouches for it.
// It is answered with 200 and kept as a dead letter, never relayed by itself.

#include <chrono>
#include <functional>
#include <string>

#include "bridge/callback/counters.h"
#include "bridge/http/server.h"
#include "bridge/store/store.h"

namespace uws::callback {

namespace asio = boost::asio;

struct WebhookSettings {
  // The same callback within this time of the first is a duplicate. The platform sends four times,
  // five minutes apart. A callback without a request ID is never taken for a duplicate: two equal
  // text messages of one device are two.
  std::chrono::milliseconds duplicate_window{std::chrono::minutes(30)};
};

// Called with the receiver whose queue has grown, on the thread of the listener.
using Stored = std::function<void(const std::string& receiver)>;

// The handler is thread-safe and runs on every context of the listener's pool. `store` and
// `counters` must outlive it.
http::Handler webhook_handler(store::Store& store, WebhookSettings settings, Counters& counters,
                              Stored stored);

}  // namespace uws::callback
