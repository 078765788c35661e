#pragma once
// The callback half of the gateway as a process would assemble it: store, registrar, webhook
// listener and relay, on threads of its own.

#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "bridge/callback/relay.h"
#include "bridge/callback/webhook.h"
#include "bridge/store/outbox.h"
#include "bridge/store/registrar.h"
#include "tests/support/recorded_events.h"

namespace uws::test {

// Retries within milliseconds, so that a test need not wait.
callback::RelaySettings quick_relay();

class Gateway {
 public:
  // Throws std::runtime_error when the store cannot be opened.
  Gateway(const std::string& file, callback::RelaySettings settings, bool with_relay = true,
          callback::WebhookSettings webhooks = {});
  // Stops gracefully: sends under way end first.
  ~Gateway();
  Gateway(const Gateway&) = delete;
  Gateway& operator=(const Gateway&) = delete;

  std::uint16_t port() const { return server_->port(); }
  std::string public_url() const;
  callback::Counters& counters() { return counters_; }
  callback::Relay& relay() { return *relay_; }
  store::Store& store() { return *store_; }
  store::Outbox outbox() { return store::Outbox(*store_); }

  // Lets the relay begin no further send; true once what was under way has ended.
  void stop_relay();
  bool relay_stopped() const { return relay_stopped_; }

  // Writes an intent that the platform has not confirmed.
  mapping::StoreReply add_intent(const std::string& service, const std::string& url);
  // Registers `url` for `service` of account 0000-1, client credentials "client" / "its-word".
  mapping::StoreReply add_registration(const std::string& service, const std::string& url);

  // Result of `work`, run on the gateway's own thread.
  template <class T>
  T wait(boost::asio::awaitable<T> work) {
    return boost::asio::co_spawn(pool_.context(0), std::move(work), boost::asio::use_future).get();
  }
  std::vector<store::DeadLetter> dead_letters();
  // What relay and webhooks had to say.
  std::vector<std::string> warnings() { return events_.lines(); }
  RecordedEvents& events() { return events_; }

 private:
  http::Pool pool_{2};
  callback::Counters counters_;
  RecordedEvents events_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<http::Client> client_;
  std::unique_ptr<callback::Relay> relay_;
  std::unique_ptr<http::Server> server_;
  std::unique_ptr<store::Registrar> registrar_;
  std::thread thread_;
  bool relay_stopping_ = false;
  std::atomic<bool> relay_stopped_{false};
};

}  // namespace uws::test
