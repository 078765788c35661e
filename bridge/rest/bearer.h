#pragma once
// The OAuth bearer token of the process (RFC 6749 §4.4): fetched when first needed, kept, renewed
// before it ends. However many callers on however many threads wait, one request is under way.

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "bridge/rest/client.h"
#include "bridge/rest/refusals.h"
#include "bridge/rest/send_once.h"
#include "bridge/store/turns.h"

namespace uws::rest {

// What a token endpoint granted.
struct Grant {
  std::string token;
  std::chrono::seconds lifetime{0};
};

// Reads the endpoint's answer {access_token, expires_in}; nothing when it grants no usable token.
// Without a readable expires_in the token counts for fifteen minutes.
std::optional<Grant> read_grant(int status, const std::string& body);

// How long after its arrival a token is used before a new one is asked for: one minute less than it
// lives, at least half its life. The endpoint hands out the same token until it ends, so a renewal
// may bring one that has little life left.
std::chrono::seconds renew_after(std::chrono::seconds lifetime);

// base64 of "key:secret".
std::string basic_credentials(std::string_view key, std::string_view secret);
// "Basic " and that.
std::string basic_authorization(std::string_view key, std::string_view secret);

// Thread-safe. Every io_context that ever waited here must outlive it.
class Bearer : public std::enable_shared_from_this<Bearer> {
 public:
  using Clock = std::chrono::steady_clock;

  // A token to send a call with; empty = there is none. After a token was refused the next one is
  // given to a single call until the platform has taken it: `trial` is then held, and the others
  // wait for its end.
  struct Pass {
    std::string token;
    store::Turn trial = {};
  };

  // The references must outlive it.
  Bearer(const Settings& settings, RestCounters& counters, ops::Events& events)
      : settings_(settings), counters_(counters), events_(events) {}

  // A pass with a token, or without when none came before `deadline`, when asking for one has
  // failed, or while the platform refuses every token it grants and another is not to be asked for
  // (Refusals::pausing). `http` belongs to the caller's thread and is used for the request. The
  // object must be held by a shared_ptr.
  boost::asio::awaitable<Pass> get(boost::asio::io_context& io, http::Client& http,
                                   Clock::time_point deadline);
  // The API took `token`.
  void took(const std::string& token);
  // The API refused `token`: it is not handed out again unless the endpoint grants it anew.
  // `doubtful`: it was the token that was refused, for all one can see, and not the call. `again`:
  // the same call was refused before (Refusals::refused_call).
  void reject(const std::string& token, bool doubtful, bool again);

 private:
  // A token that anybody may send now.
  std::optional<Pass> ready(Clock::time_point now);
  void renew_early(boost::asio::io_context& io, http::Client& http);
  // `turn` is held until it has ended.
  static boost::asio::awaitable<void> renew(std::shared_ptr<Bearer> self, http::Client& http,
                                            store::Turn turn);
  void renewal_failed(const std::string& why);
  void accept(const Grant& grant);
  http::ClientCall token_call() const;

  const Settings settings_;
  RestCounters& counters_;
  ops::Events& events_;
  store::Turns turns_;

  std::atomic<bool> doubted_{false};  // whether took() is of interest
  std::mutex mutex_;                  // guards what follows
  std::string token_;
  Clock::time_point renew_at_{};
  Clock::time_point ends_at_{};
  bool on_trial_ = false;
  bool renewing_early_ = false;
  Refusals refusals_;
  std::uint64_t failures_ = 0;
};

}  // namespace uws::rest
