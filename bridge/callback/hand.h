#pragma once
// The operator's hand: what he does to many callbacks at once, in the background.

#include <boost/asio/awaitable.hpp>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "bridge/callback/relay.h"
#include "bridge/ops/events.h"
#include "bridge/store/callback_desk.h"

namespace uws::callback {

// A retry or a drop of all that a filter fits, of what was there when it began.
struct HandWork {
  long long id = 0;
  std::string action;  // "retry" or "drop"
  // Callbacks that fitted at the beginning, and those that were acted upon so far.
  long long found = 0, done = 0;
  bool finished = false;
  std::string error;  // it ended early, and why
};

// Any thread. `store`, `relay` and `events`, which gets a line when work begins and when it ends,
// must outlive the relay's io_context.
class Hand {
 public:
  Hand(store::Store& store, Relay& relay, ops::Events& events);

  // Begins. `words` is the filter as the log has it.
  //   retry   a dead letter joins its queue again, what waits is due now, a receiver that is down
  //   is
  //           asked now; what is paused is sent once by hand, and stays paused when it fails
  //   drop    gone for good
  asio::awaitable<store::Outcome<HandWork>> begin(std::string action, store::CallbackFilter filter,
                                                  std::string words);
  // How far it is; the last hundred are known.
  std::optional<HandWork> progress(long long id) const;

  // "pause" or "resume"; `receiver` as receiver_of() has it.
  asio::awaitable<store::Outcome<bool>> hold(std::string receiver, bool paused);

 private:
  struct State;
  static asio::awaitable<void> work(std::shared_ptr<State> state, HandWork work,
                                    store::CallbackFilter filter, long long last);
  std::shared_ptr<State> state_;
};

}  // namespace uws::callback
