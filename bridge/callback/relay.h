#pragma once
// Brings stored callbacks to the old receivers as SOAP messages, at least once each.
//
// A receiver is a registered URL. Every receiver with something queued has a loop of its own that
// sends its oldest callback, and nothing else until that one is acknowledged or dead: order is kept
// per receiver, and no receiver waits for another. The loop holds one callback in memory; all else
// is in the store. Each send is counted on the disk before it begins, so that CallbackCount stays
// true over a crash.

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "bridge/callback/counters.h"
#include "bridge/http/client.h"
#include "bridge/store/store.h"

namespace uws::callback {

namespace asio = boost::asio;

struct RelaySettings {
  // Sends of one callback before it becomes a dead letter. The platform made 4, five minutes apart;
  // with the waits below 300 are about a day.
  int max_attempts = 300;
  std::chrono::milliseconds first_retry{5'000};
  std::chrono::milliseconds max_retry{300'000};
  // One send, connect included.
  std::chrono::milliseconds timeout{30'000};
  // Delivered callbacks are forgotten after this time; not shorter than
  // WebhookSettings::duplicate_window, or duplicates go unnoticed.
  std::chrono::milliseconds keep_delivered{std::chrono::hours(24)};
  // How often to look for receivers nobody told about, and to refresh the gauges.
  std::chrono::milliseconds sweep{5'000};
  // Wait after the store has failed.
  std::chrono::milliseconds store_retry{1'000};
  // Whether a callback service's Data is written as Data/Data; empty = CarrierService's only.
  std::function<bool(const std::string& service)> double_data;
  // Told of every JSON member the translation does not know, at a callback's first send.
  std::function<void(const std::string& service, const std::string& path)> unmapped;
  // Gets one line for the log at a time: first failure of a callback, dead letters. No credentials,
  // no bodies.
  std::function<void(const std::string& line)> warn;
};

// Runs on ONE io_context, whose thread is also `client`'s. wake() and stop() may be called from
// anywhere. `store`, `client` and `counters` must outlive the loops, that is the call of `stopped`
// or the io_context.
class Relay {
 public:
  Relay(asio::io_context& io, store::Store& store, http::Client& client, RelaySettings settings,
        Counters& counters);
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
