#pragma once
// What the callback room counts; read by the metrics page at any time.

#include <atomic>
#include <cstdint>

namespace uws::callback {

struct Counters {
  using Count = std::atomic<std::uint64_t>;

  // Webhooks, by how they ended; each received one is counted once more below.
  Count received{0};
  Count stored{0};
  Count duplicates{0};            // answered 200, not stored again
  Count unreadable{0};            // not JSON: kept as dead letters
  Count unreadable_too_large{0};  // not JSON and over the size kept: answered 413
  Count unreadable_refused{0};    // not JSON and one too many: answered 503
  Count refused_address{0};       // no such secret address
  Count refused_credentials{0};   // right address, wrong credentials in the body
  Count store_failures{0};        // answered 503: the platform sends it again

  // Sends to receivers, by how they ended.
  Count delivered{0};
  Count retries{0};
  Count dead{0};
  // JSON members the translation does not know.
  Count unmapped_paths{0};
  // The store refused the relay's work; it goes on trying.
  Count relay_store_failures{0};
  // Loops of the relay that ended in an exception and began again.
  Count relay_restarts{0};

  // Gauges, as of the relay's last look.
  Count queued{0};
  Count dead_letters{0};
  Count paused{0};  // their service is registered by nobody
  Count oldest_queued_seconds{0};
};

}  // namespace uws::callback
