#pragma once
// What calls that were answered 401 say of the bearer tokens they carried, and how long it is
// before the next token is asked for. Not thread-safe; it reads no clock.

#include <algorithm>
#include <chrono>

namespace uws::rest {

class Refusals {
 public:
  using Clock = std::chrono::steady_clock;

  // A call was refused whose token may be to blame. `again`: it was refused before, with another
  // token; alone it proves nothing of the tokens.
  void refused_call(bool again) {
    if (!again) ++calls_;
  }
  // A token was refused, at `now`, that no call has had taken.
  void refused_token(Clock::time_point now) {
    if (++tokens_ < 2) return;
    const auto doublings = std::min(tokens_ - 2, 6U);
    paused_until_ = now + std::min(std::chrono::seconds(1U << doublings), kLongestPause);
  }
  // A token was taken.
  void taken() { *this = {}; }

  // Whether the next token is to be tried by a single call.
  bool in_doubt() const { return tokens_ > 0; }
  // Whether it is too early to ask for another: the second token and each after it is followed by a
  // pause of 1 s, 2 s and so on up to a minute, once two calls were refused.
  bool pausing(Clock::time_point now) const { return calls_ > 1 && now < paused_until_; }

 private:
  static constexpr std::chrono::seconds kLongestPause{60};

  unsigned tokens_ = 0;  // refused since one was taken
  unsigned calls_ = 0;   // refused since then
  Clock::time_point paused_until_{};
};

}  // namespace uws::rest
