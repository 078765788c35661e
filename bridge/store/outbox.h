#pragma once
// The callbacks on their way to the old receivers: queued -> delivered | dead, dead -> queued again
// by a replay. While nobody has registered the service they are paused instead of queued: kept, and
// sent to nobody. A receiver is a registered URL; its queue is ordered by arrival.

#include <optional>
#include <string>
#include <vector>

#include "bridge/store/clock.h"
#include "bridge/store/store.h"

namespace uws::store {

// Whom a secret callback address belongs to.
struct CallbackAddress {
  long long registration = 0;
  // credentials_hash() of the only username and password accepted there (base/crypto.h).
  std::string credentials;
  // Whether the platform is known to have taken this address (bridge/store/registrar.h).
  bool confirmed = false;
};

// A webhook to be kept.
struct Incoming {
  long long registration = 0;
  // Whether it has shown the credentials of an address that was not confirmed, and so confirms it:
  // the platform alone was told them.
  bool proof = false;
  // As the body says; may be empty.
  std::string request_id;
  // Any bytes.
  std::string body;
  // Not empty: the same key for the same registered service since `duplicates_since` makes this a
  // duplicate, which is not stored again.
  std::string duplicate_key;
  Millis duplicates_since = 0;
  // Not empty: nobody could read it; kept as a dead letter from the start, for this reason.
  std::string dead_reason;
  // Unreadable ones kept at most, all registrations together.
  long long most_unreadable = 1'000;
};

struct Receipt {
  bool duplicate = false;
  // Nothing was stored: there are Incoming::most_unreadable already.
  bool no_room = false;
  // Number of the stored callback, or of the one it repeats.
  long long id = 0;
  // Receiver whose queue it joined; empty when it joined none.
  std::string receiver;
};

// The oldest callback of a receiver.
struct Queued {
  long long id = 0;
  std::string receiver, service;
  // What the client registered for itself.
  std::string username, password;
  std::string body;
  // Whether a send has been begun by this very call; if not, it is due at `next_due`.
  bool begun = false;
  Millis next_due = 0;
  // Sends begun so far, this one included: ever, and since it was queued or replayed.
  int sends = 0, attempts = 0;
};

// How a send ended.
struct Finished {
  enum class How { delivered, retry, dead };
  long long id = 0;
  How how = How::delivered;
  // retry: when to try again.
  Millis next_due = 0;
  // retry, dead: one line.
  std::string error;
};

struct DeadLetter {
  long long id = 0;
  Millis received_at = 0;
  std::string account, service, receiver, request_id, reason;
  int sends = 0;
};

struct OutboxGauges {
  long long queued = 0, dead = 0, paused = 0;
  // 0 = nothing queued.
  Millis oldest_queued_at = 0;
};

class Outbox {
 public:
  explicit Outbox(Store& store) : store_(store) {}

  // Empty = no such address. `token` is the last part of the path.
  asio::awaitable<Outcome<std::optional<CallbackAddress>>> find_address(std::string token);
  asio::awaitable<Outcome<Receipt>> receive(Incoming incoming);

  // Records how the send before ended (if any), then looks at the oldest callback of `receiver`.
  // When it is due at `now`, its send is begun: counted, and not due again before `now` + `lease`,
  // all durable before the call returns. Empty = nothing queued for this receiver.
  asio::awaitable<Outcome<std::optional<Queued>>> next(std::string receiver, Millis now,
                                                       Millis lease,
                                                       std::optional<Finished> finished);
  asio::awaitable<Outcome<bool>> finish(Finished finished);

  // Makes everything queued due: sends begun by a process that is gone will not end.
  asio::awaitable<Outcome<bool>> make_all_due();
  // Receivers with something queued, in order of their URL, after `after`; at most `limit`.
  asio::awaitable<Outcome<std::vector<std::string>>> receivers(std::string after, int limit);

  // Oldest first, ids above `after_id`, at most `limit`. Bodies stay where they are.
  asio::awaitable<Outcome<std::vector<DeadLetter>>> dead_letters(long long after_id, int limit);
  // Queues (or pauses) a dead letter again for the registration valid now; the reply is its
  // receiver.
  // ErrorKind::not_found: no dead letter of that number.
  asio::awaitable<Outcome<std::string>> replay(long long id);

  asio::awaitable<Outcome<OutboxGauges>> gauges();
  // Forgets callbacks delivered before `before`, at most `limit`; the reply is how many.
  asio::awaitable<Outcome<long long>> forget_delivered(Millis before, int limit);

 private:
  Store& store_;
};

}  // namespace uws::store
