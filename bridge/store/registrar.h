#pragma once
// The callback registrations of the old clients: what an operation may ask of them.
//
// A registration's life: intent -> active -> superseded | removed. One is active per (account,
// service). An intent is written before the platform is told its secret address, and has no effect:
// it is shown to nobody, and no callback goes to its URL. What makes exactly that intent the active
// registration is a proof that the platform took it:
//   - the platform's success, committed by the id that Prepare gave;
//   - the platform's own list of listeners, asked with a session it accepts, showing the address;
//   - a callback that arrives at the address with its credentials. Both are random, were sent to
//     nobody but the platform, and the platform calls only what it has registered; so neither an
//     intruder, who never learns them, nor a call the platform refused can bring such a proof.
// A proof that comes after a later registration was confirmed changes nothing but that the old
// address leads to the new receiver. An intent that is refused is forgotten at once. One whose
// answer was lost, by the network or by a crash, stays as it is, without effect, until one of the
// proofs comes, the platform's list does not show it, or a later registration has been valid for a
// day.
//
// Rows that were confirmed are never deleted: callbacks may still be under way to an address after
// a re-registration or a removal. They go to the pair's active registration; when there is none
// they are kept, paused, for the next.
//
// Two calls about one pair take turns, from before the first of them is written here until after
// the last is committed. Were their REST calls to overlap, the answers could arrive in the other
// order than the platform carried the calls out, and the URL it holds would not be the active one.
// Only one process has the store, so turns are kept in memory: nothing of them outlives a crash,
// and a turn ends with its call, however that ends. Nobody without a session gets one (the
// operations ask the platform first), or strangers could keep the owner waiting.

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "bridge/store/store.h"
#include "bridge/store/turns.h"
#include "mapping/step.h"

namespace uws::store {

class Registrar {
 public:
  // `public_url` is where the platform reaches the callback listener, e.g. "https://host:8443";
  // callback addresses are public_url + "/callbacks/" + 32 secret hexadecimal digits.
  Registrar(Store& store, std::string_view public_url);

  // Called with the receiver (receiver.h) of every registration that a commit makes valid, which
  // owes nothing to what failed before it. On the thread of the call; set before the first one.
  using Valid = std::function<void(const std::string& receiver)>;
  void watch(Valid told) { told_ = std::move(told); }

  // Which rule the address of a receiver breaks, in words for the client; nothing = none. Asked by
  // Prepare: ErrorKind::refused with these words. Any thread; set before the first call.
  using UrlRule = std::function<std::optional<std::string>(std::string_view url)>;
  void check_urls(UrlRule rule) { url_rule_ = std::move(rule); }

  // Executes one call; the change is durable when the reply arrives. Never logs or returns in an
  // error any stored value. `turn` is the operation's own, empty at its beginning; it is filled by
  // TakeTurn and Prepare, which wait for at most half of the time until `not_after`, so that the
  // rest is left for the platform: ErrorKind::busy. ErrorKind::not_found: a commit of an intent
  // that is not there any more.
  //   Prepare   every call makes a new secret address and new credentials (at most 40 characters
  //             each).
  //   Commit    callbacks that wait for the pair, queued or paused, go to the new receiver. Can be
  //             repeated.
  //   Remove    callbacks that wait for the pair are paused. Intents of the pair are removed too.
  asio::awaitable<Outcome<mapping::StoreReply>> perform(
      mapping::StoreCall call, Turn& turn,
      std::chrono::steady_clock::time_point not_after =
          std::chrono::steady_clock::time_point::max());

 private:
  asio::awaitable<Outcome<bool>> wait_for_turn(std::string account, std::string service, Turn& turn,
                                               std::chrono::steady_clock::time_point not_after);

  Store& store_;
  std::string public_url_;
  Valid told_;
  UrlRule url_rule_;
  Turns turns_;
};

}  // namespace uws::store
