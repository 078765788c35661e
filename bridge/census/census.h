#pragma once
// Who calls: what was seen of clients since it was last written to the store.
//
// A client is an address, a user agent, the way it came (TLS) and its habits. Bearers, session
// tokens, queries and bodies never get here.

#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "bridge/census/settings.h"
#include "bridge/census/stack.h"
#include "bridge/ops/counters.h"
#include "bridge/store/clients.h"

namespace uws::census {

struct Counters {
  ops::Rows rows;
  ops::Count dropped{rows,
                     {"uws_census_dropped_total", "Calls that left no trace in the census", "",
                      ops::Kind::counter, "More clients than `[census] max_clients` at once"}};
  ops::Count failures{rows,
                      {"uws_census_store_failures_total", "Census work the store refused", "",
                       ops::Kind::counter, "What was seen stays in memory and is written later"}};
};

// The operation of what was refused before it had one.
inline constexpr std::string_view kNoOperation = "-";

// Of the request it was seen in.
struct Caller {
  std::string_view address;  // without port
  std::string_view tls;      // as store::Client::tls
  Habits habits;

  bool operator==(const Caller&) const = default;
};

// What was seen of one caller.
struct Sighting {
  std::string address, tls, prefix;
  std::string user_agent;  // its first 256 bytes
  unsigned marks = 0;
  std::vector<store::ClientOperation> operations;

  Caller caller() const { return {address, tls, {user_agent, prefix, marks}}; }
};

// The client of a caller as it is kept: the stack by its name, the user agent in printable ASCII,
// at most 120 characters, without what looks like a secret.
store::Client client_of(const Sighting& sighting);
std::string printable_agent(std::string_view sent);

// Thread-safe; every function takes one short lock.
class Census {
 public:
  // `counters` must outlive it.
  Census(const Settings& settings, Counters& counters)
      : most_(settings.max_clients), counters_(counters) {}

  // A call has been answered. `operation` is one of a known set ("CarrierService.MoveDevice"),
  // empty = none. Allocates nothing for a caller and an operation it has seen lately. Of more
  // callers than there is room for, those seen longest ago go.
  void see(Caller caller, std::string_view operation, bool fault, store::Millis now);

  // Up to `most` callers with what was seen of them since they were taken last, oldest first.
  std::vector<Sighting> take(std::size_t most);
  // What was taken and could not be written.
  void give_back(const std::vector<Sighting>& sightings);

 private:
  struct Entry {
    Sighting seen;
    bool fresh = false;  // something is to be taken
  };
  using Entries = std::list<Entry>;
  struct Hash {
    std::size_t operator()(const Caller& caller) const;
  };

  // The entry, the first of those with something to take.
  Entry& touch(const Caller& caller);
  void make_room();

  const std::size_t most_;
  Counters& counters_;
  std::mutex mutex_;
  Entries fresh_, stale_;  // the one seen last comes first
  // Keys are parts of the entries.
  std::unordered_map<Caller, Entries::iterator, Hash> index_;
};

}  // namespace uws::census
