#pragma once
// Brings stored callbacks to the old receivers as SOAP messages, at least once each.
//
// A receiver is a registered URL. Every receiver with something queued has a loop of its own that
// sends its oldest callback, and nothing else until that one is acknowledged or dead: order is kept
// per receiver, and no receiver waits for another. The loop holds one callback in memory; all else
// is in the store. Each send is counted on the disk before it begins, so that CallbackCount stays
// true over a crash.

#include <boost/asio/io_context.hpp>
#include <functional>
#include <memory>
#include <string>

#include "bridge/callback/counters.h"
#include "bridge/callback/settings.h"
#include "bridge/http/client.h"
#include "bridge/ops/events.h"
#include "bridge/store/store.h"

namespace uws::callback {

namespace asio = boost::asio;

// Runs on ONE io_context, whose thread is also `client`'s. wake() and stop() may be called from
// anywhere. `store`, `client`, `counters` and `events` must outlive the loops, that is the call of
// `stopped` or the io_context. `events` hears of the first failure of a callback, of dead letters,
// and of unknown JSON members at a callback's first send.
class Relay {
 public:
  Relay(asio::io_context& io, store::Store& store, http::Client& client, RelaySettings settings,
        Counters& counters, ops::Events& events);
  ~Relay();
  Relay(const Relay&) = delete;
  Relay& operator=(const Relay&) = delete;

  // Takes up everything the store holds, due at once. Call once.
  void start();

  // Something was queued for `receiver`.
  void wake(const std::string& receiver);

  // Begins no further send. Calls `stopped` on the io_context when the ones under way have ended
  // and are recorded, at the latest after the timeout of a send; who will not wait so long may
  // simply go: what is not recorded is sent again at the next start. Call once.
  void stop(std::function<void()> stopped);

  // Sends a dead letter again, to the receiver registered now. Awaitable on any executor.
  // ErrorKind::not_found: no dead letter of that number.
  asio::awaitable<store::Outcome<bool>> replay(long long id);

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace uws::callback
