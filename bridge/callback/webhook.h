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

#include <functional>
#include <string>

#include "bridge/callback/counters.h"
#include "bridge/callback/settings.h"
#include "bridge/http/server.h"
#include "bridge/ops/events.h"
#include "bridge/store/store.h"

namespace uws::callback {

namespace asio = boost::asio;

// Called with the receiver whose queue has grown, on the thread of the listener.
using Stored = std::function<void(const std::string& receiver)>;

// The handler is thread-safe (http::shared). `store`, `counters` and `events` must outlive it.
// `events` hears when bodies of one kind that nobody can read begin to come: kept, too large, one
// too many.
http::Handler webhook_handler(store::Store& store, WebhookSettings settings, Counters& counters,
                              ops::Events& events, Stored stored);

// Refuses by path and method, as the handler does, before the body is read: a stranger who does not
// know a secret address cannot make the listener hold anything. Both must outlive it.
http::HeadCheck webhook_head_check(store::Store& store, Counters& counters);

}  // namespace uws::callback
