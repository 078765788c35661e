#pragma once
// Time as the tables keep it.

#include <chrono>

namespace uws::store {

// Milliseconds since 1970, UTC.
using Millis = long long;

inline Millis now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

}  // namespace uws::store
