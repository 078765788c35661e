#pragma once
// The one clock of the store: everything it keeps, and every wait it is asked about, is in its
// time.

#include <time.h>

#include <chrono>

namespace uws::store {

// Milliseconds since 1970, UTC.
using Millis = long long;

// The wall clock as it was at the first call, going on at its own pace: whoever sets the wall clock
// while the process runs changes nothing.
inline Millis now_ms() {
  const auto running = [] {
    timespec time{};
    ::clock_gettime(CLOCK_BOOTTIME, &time);
    return static_cast<Millis>(time.tv_sec) * 1'000 + time.tv_nsec / 1'000'000;
  };
  static const Millis start = std::chrono::duration_cast<std::chrono::milliseconds>(
                                  std::chrono::system_clock::now().time_since_epoch())
                                  .count() -
                              running();
  return start + running();
}

}  // namespace uws::store
