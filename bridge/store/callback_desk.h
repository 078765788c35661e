#pragma once
// What an operator may see of the callbacks kept, and do to them: by number, or all that a filter
// fits. Everything goes in steps of a few, by number, so that no step holds up the store and a list
// stays true while callbacks come and go.

#include <optional>
#include <string>
#include <vector>

#include "bridge/store/outbox.h"

namespace uws::store {

// Empty = any. All that is given must fit.
struct CallbackFilter {
  std::string receiver;  // "http://host:80"
  std::string service, account;
  std::string status;           // "queued", "paused" or "dead"
  std::string request_id;       // whole
  std::string error;            // part of the last error
  Millis since = 0, until = 0;  // of its receipt; 0 = any
  long long id = 0;             // 0 = any
};

struct CallbackRow {
  long long id = 0;
  Millis received_at = 0, next_due = 0;
  std::string account, service, status, receiver, url, request_id, error;
  int sends = 0, attempts = 0;
  // It is being sent just now.
  bool sending = false;
};

// One step of a walk over what a filter fits.
struct Step {
  long long done = 0;
  // Where the next step begins; 0 = this was the last.
  long long next = 0;
  // Receivers that have something to do now.
  std::vector<std::string> receivers;
  // Callbacks that are to be sent by hand, as nobody else sends them.
  std::vector<long long> by_hand;
};

class CallbackDesk {
 public:
  explicit CallbackDesk(Store& store) : store_(store) {}

  // By number, above `after`; at most `limit`.
  asio::awaitable<Outcome<std::vector<CallbackRow>>> list(CallbackFilter filter, long long after,
                                                          int limit);
  asio::awaitable<Outcome<long long>> count(CallbackFilter filter);
  // Empty = no such callback. Its body is as it was received.
  asio::awaitable<Outcome<std::optional<std::string>>> body(long long id);
  // The highest number there is.
  asio::awaitable<Outcome<long long>> last_id();

  // What fits of the numbers in (`after`, `last`], at most `limit`: is due now with all its
  // attempts, or to be sent by hand; or is gone for good, but for what is being sent.
  asio::awaitable<Outcome<Step>> retry(CallbackFilter filter, long long after, long long last,
                                       int limit);
  asio::awaitable<Outcome<Step>> drop(CallbackFilter filter, long long after, long long last,
                                      int limit);

  // Begins the send of one that nobody else is sending; empty = there is none, or it is.
  asio::awaitable<Outcome<std::optional<Queued>>> begin(long long id);
  // Records how a send by hand ended: delivered, or as it was but for its sends and error.
  asio::awaitable<Outcome<bool>> end(Finished finished);

  // A receiver that is paused gets nothing, and loses nothing. Resuming it enables its
  // registrations again that a 410 has disabled.
  asio::awaitable<Outcome<bool>> pause(std::string receiver);
  asio::awaitable<Outcome<bool>> resume(std::string receiver);
  asio::awaitable<Outcome<std::vector<std::string>>> paused();

 private:
  Store& store_;
};

}  // namespace uws::store
