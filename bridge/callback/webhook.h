#pragma once
// The callbacks listener: takes the platform's webhooks and answers only for what is on the disk.
//
//   200  stored durably, or stored before (the platform sends again what it got no answer to)
//   403  right address, wrong credentials in the body: not stored
//   404  no such secret address, or one the platform has not been known to take and a body
//        without its credentials      405  not a POST
//   413  a body nobody can read of more than WebhookSettings::most_unreadable_bytes: not stored
//   503  the store failed, or holds WebhookSettings::most_unreadable bodies nobody can read and
//        this is another: not stored, the platform sends it again
//
// A body that cannot be read has no credentials to check; the secret address alone vouches for it.
// It is answered with 200 and kept as a dead letter, never relayed by itself. Because no more than
// the address is needed to send such bodies, their size and number have limits of their own.

#include <chrono>
#include <functional>
#include <string>

#include "bridge/callback/counters.h"
#include "bridge/http/server.h"
#include "bridge/store/store.h"

namespace uws::callback {

namespace asio = boost::asio;

struct WebhookSettings {
  // Bodies nobody can read: bytes of one, and how many are kept, all registrations together.
  std::size_t most_unreadable_bytes = 256 * 1024;
  long long most_unreadable = 1'000;
  // Gets one line for the log when bodies of one kind that nobody can read begin to come: kept, too
  // large, one too many. No secret address, no bodies.
  std::function<void(const std::string& line)> warn;
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
