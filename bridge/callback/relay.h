#pragma once
// Brings stored callbacks to the old receivers as SOAP messages, at least once each.
//
// Every receiver with something queued has a line of its own (line.h), so that none waits for
// another. A line holds few callbacks in memory; all else is in the store. Each send is counted on
// the disk before it begins, so that CallbackCount stays true over a crash.

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

// Runs on ONE io_context, whose thread is also `client`'s (receiver_limits() of delivery.h).
// wake() and stop() may be called from anywhere. `store`, `client`, `counters` and `events` must
// outlive the lines, that is the call of `stopped` or the io_context. `events` hears when a
// receiver is down and when it works again, of the first refusal of a callback, of dead letters,
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

  // Begins no further send. Calls `stopped` on the io_context when the ones under way have ended,
  // at the latest after RelaySettings::stop_grace, and are recorded; what is not recorded is sent
  // again at the next start. Call once.
  void stop(std::function<void()> stopped);

  // For what an operator does (hand.h). A receiver that is paused gets nothing more from now on;
  // one that is not has something to do, and is asked at once when it is down.
  void set_paused(const std::string& receiver, bool paused);
  void ask_now(const std::string& receiver);
  // Sends one callback that nobody else sends, whatever state its receiver is in, and touches none
  // of that: false = it was not there, or is being sent. Must be awaited on the io_context.
  asio::awaitable<store::Outcome<bool>> send_by_hand(long long id);
  asio::io_context& context();

  // Sends a dead letter again, to the receiver registered now. Awaitable on any executor.
  // ErrorKind::not_found: no dead letter of that number.
  asio::awaitable<store::Outcome<bool>> replay(long long id);

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace uws::callback
