#include "bridge/rest/breaker.h"

#include <algorithm>

namespace uws::rest {
namespace {

// Between a failure and the next probe; doubles with each that fails.
constexpr std::chrono::milliseconds kFirstPause{1'000};
constexpr std::chrono::milliseconds kLongestPause{15'000};

}  // namespace

bool Breaker::admit(Clock::time_point now) {
  if (!open_) return true;
  const std::lock_guard lock(mutex_);
  if (!open_) return true;
  if (probing_ || now < next_probe_) return false;
  probing_ = true;
  return true;
}

Breaker::Changed Breaker::answered() {
  if (in_a_row_ == 0) return Changed::no;
  const std::lock_guard lock(mutex_);
  in_a_row_ = 0;
  probing_ = false;
  return open_.exchange(false) ? Changed::closed : Changed::no;
}

Breaker::Changed Breaker::failed(Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  const bool was_probe = probing_;
  ++in_a_row_;
  if (limit_ == 0 || in_a_row_ < limit_) return Changed::no;
  const bool opens = !open_.exchange(true);
  // Calls begun before it opened fail later: they move nothing.
  if (!opens && !was_probe) return Changed::no;
  probing_ = false;
  pause_ = opens ? kFirstPause : std::min(2 * pause_, kLongestPause);
  next_probe_ = now + pause_;
  return opens ? Changed::opened : Changed::no;
}

void Breaker::unknown() {
  if (!open_) return;
  const std::lock_guard lock(mutex_);
  probing_ = false;
}

}  // namespace uws::rest
