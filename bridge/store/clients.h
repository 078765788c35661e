#pragma once
// The clients that were seen, and how often they called what: numbers and times only ever added up,
// so that several instances may write one database.

#include <string>
#include <vector>

#include "bridge/store/clock.h"
#include "bridge/store/store.h"

namespace uws::store {

struct Client {
  std::string address, stack, user_agent;
  std::string tls;  // "TLSv1.2"; empty = none, "proxy" = up to a proxy in front
};

struct ClientOperation {
  std::string operation;
  long long calls = 0, faults = 0;  // a fault is a call too
  Millis first_seen = 0, last_seen = 0;

  void count(bool fault, Millis now) { add({{}, 1, fault ? 1 : 0, now, now}); }
  // All but the name.
  void add(const ClientOperation& more);
};

// What was seen of a client, since then or ever.
struct ClientSeen {
  Client client;
  std::vector<ClientOperation> operations;  // by name
};

struct ClientRow : ClientSeen {
  long long id = 0;
  ClientOperation all;  // its operations together, without a name
};

// Empty or 0 = any. All that is given must fit.
struct ClientFilter {
  std::string address = {}, stack = {};
  std::string operation = {};   // whole, or what stands behind its dot
  Millis since = 0, until = 0;  // last seen at or after, and before
};

class Clients {
 public:
  explicit Clients(Store& store) : store_(store) {}

  // Work::incoming that adds to what is kept; then, while there are more clients than `most`, some
  // go: those who were never answered but with a fault first, then by when they were last seen.
  static Store::Job adding(std::vector<ClientSeen> seen, std::size_t most);
  asio::awaitable<std::optional<Error>> add(std::vector<ClientSeen> seen, std::size_t most);

  // By number, above `after`; at most `limit`. A number is given once, so that who goes on with the
  // last one misses nobody.
  asio::awaitable<Outcome<std::vector<ClientRow>>> list(ClientFilter filter, long long after,
                                                        int limit);
  // Those last seen before `before` go, at most `limit`; how many went.
  asio::awaitable<Outcome<long long>> forget(Millis before, int limit);

 private:
  Store& store_;
};

}  // namespace uws::store
