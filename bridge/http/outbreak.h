#pragma once
// One log line per outbreak, however many mishaps it has.

#include <atomic>
#include <chrono>

namespace uws::http {

// Mishaps of one kind belong to one outbreak as long as no two neighbours are more than `gap`
// apart. Any thread.
class Outbreak {
 public:
  using Clock = std::chrono::steady_clock;

  explicit Outbreak(std::chrono::milliseconds gap = std::chrono::minutes(1)) : gap_(gap) {}

  // Records one mishap at `now`; true for the first of an outbreak.
  bool begins(Clock::time_point now = Clock::now()) {
    const auto before = last_.exchange(now);
    return before == Clock::time_point::min() || now - before > gap_;
  }

 private:
  const std::chrono::milliseconds gap_;
  std::atomic<Clock::time_point> last_{Clock::time_point::min()};
};

}  // namespace uws::http
