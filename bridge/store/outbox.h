#pragma once
// The callbacks on their way to the old receivers: queued -> delivered and gone | dead, dead ->
// queued again by a replay. While nobody has registered the service, or its receiver has said that
// it is gone, they are paused instead of queued: kept, and sent to nobody.
//
// A receiver is a scheme, host and port (receiver.h). The callbacks of one device are a lane
// (lane.h), of which the oldest alone is ready to be sent; what is behind it waits for its end.
//
// Whoever sends has a lease of the callback, named by the number of its sends: how a send ended is
// recorded only while no other has been begun. All times are those of clock.h.

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "bridge/store/clock.h"
#include "bridge/store/store.h"

namespace uws::store {

// A webhook to be kept.
struct Incoming {
  long long registration = 0;
  // Whether it has shown the credentials of an address that was not confirmed, and so confirms it:
  // the platform alone was told them.
  bool proof = false;
  // As the body says; may be empty, both of them.
  std::string request_id, device;
  // Any bytes.
  std::string body;
  // Not empty: the same key for the same account and service since `duplicates_since` makes this a
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

// A callback to be sent.
struct Queued {
  long long id = 0;
  std::string receiver, url, service;
  // What the client registered for itself.
  std::string username, password;
  std::string body;
  Millis received_at = 0;
  long long lane = 0;
  // Sends begun so far, this one included; and the number the lease has, which is one less when
  // the beginning could not be written down.
  int sends = 0, lease = 0;
  // Failures that counted against it since it was queued or replayed.
  int attempts = 0;
};

// How a send ended.
struct Finished {
  enum class How {
    delivered,
    retry,
    dead,
    unsent,  // it was not sent after all, and is as it was before
  };
  long long id = 0;
  int sends = 0, lease = 0;  // as Queued has them
  How how = How::delivered;
  // retry: when to try again, and the failures by then.
  Millis next_due = 0;
  int attempts = 0;
  // retry, dead: one line.
  std::string error = {};
};

// What to begin.
struct Wanted {
  std::string receiver;
  Millis now = 0;
  std::size_t limit = 0;
  // The oldest of the receiver or nothing, as if it were one lane.
  bool strict = false;
  // What recognises duplicates of callbacks received before this may go, in the same transaction.
  Millis seen_before = 0;
  // For a receiver that is down: one that waits for a later time will do, when none is due.
  bool waiting_too = false;
  // With waiting_too: callbacks to begin only when there is no other.
  std::set<long long> rather_not = {};
};

struct Begun {
  std::vector<Queued> callbacks;
  // When the next one that waits is due; 0 = none waits.
  Millis next_due = 0;
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
  struct Receiver {
    std::string receiver;
    long long queued = 0;
    Millis oldest_queued_at = 0;
  };
  std::vector<Receiver> receivers;
};

class Outbox {
 public:
  explicit Outbox(Store& store) : store_(store) {}

  // Empty = no such address. `token` is the last part of the path. An address asked for before is
  // answered from memory.
  asio::awaitable<Outcome<std::optional<CallbackAddress>>> find_address(std::string token);
  // ErrorKind::full: nothing new may come in.
  asio::awaitable<Outcome<Receipt>> receive(Incoming incoming);

  // Records how sends ended, then begins what is wanted: each is counted and nobody else's before
  // the end of its lease, all durable before the call returns. The oldest go first; of those that
  // have failed before at most the greater half of what is wanted, so that neither hold up the
  // other.
  asio::awaitable<Outcome<Begun>> next(Wanted wanted, std::vector<Finished> finished);
  asio::awaitable<Outcome<bool>> finish(std::vector<Finished> finished);
  // The first of lanes, oldest first, without beginning anything, for a store that cannot write:
  // their leases are one less than their sends. And the next of a lane behind `id`.
  asio::awaitable<Outcome<std::vector<Queued>>> peek(Wanted wanted);
  asio::awaitable<Outcome<std::optional<Queued>>> peek_at(long long id);
  asio::awaitable<Outcome<std::optional<Queued>>> peek_behind(long long lane, long long id);

  // Ends all leases, and makes what has waited for longer than the clock says due: no process that
  // has begun a send is there any more.
  asio::awaitable<Outcome<bool>> take_over();
  // Receivers with something queued, in order, after `after`; at most `limit`.
  asio::awaitable<Outcome<std::vector<std::string>>> receivers(std::string after, int limit);
  // Makes dead letters of what is queued for `receiver` since before `before`, at most `limit` and
  // for `reason`, but for what is being sent; the reply is how many.
  asio::awaitable<Outcome<long long>> give_up(std::string receiver, Millis before, int limit,
                                              std::string reason);
  // The receiver of `callback` has said that it is gone: its registration is disabled and what
  // waits for it paused. False = it was so before.
  asio::awaitable<Outcome<bool>> mark_gone(long long callback);

  // Oldest first, ids above `after_id`, at most `limit`. Bodies stay where they are.
  asio::awaitable<Outcome<std::vector<DeadLetter>>> dead_letters(long long after_id, int limit);
  // Queues (or pauses) a dead letter again for the registration valid now; the reply is its
  // receiver.
  // ErrorKind::not_found: no dead letter of that number.
  asio::awaitable<Outcome<std::string>> replay(long long id);

  asio::awaitable<Outcome<OutboxGauges>> gauges();
  // Forgets by what callbacks received before `before` are recognised as duplicates, at most
  // `limit`; the reply is how many.
  asio::awaitable<Outcome<long long>> forget_seen(Millis before, int limit);

 private:
  Store& store_;
};

}  // namespace uws::store
