#pragma once
// Spares callers the wait for a platform that does not answer: after so many failures in a row
// calls fail at once, but for one at a time that finds out whether it answers again. Thread-safe.

#include <atomic>
#include <chrono>
#include <cstddef>
#include <mutex>

namespace uws::rest {

class Breaker {
 public:
  using Clock = std::chrono::steady_clock;
  enum class Changed { no, opened, closed };

  // `failures` in a row open it; 0 = never.
  explicit Breaker(std::size_t failures) : limit_(failures) {}

  // Whether a call may be made now. Each that may ends with one of the three below.
  bool admit(Clock::time_point now = Clock::now());
  // The platform has answered, whatever it said.
  Changed answered();
  // It was not reached, or gave no answer in time.
  Changed failed(Clock::time_point now = Clock::now());
  // The call ended without finding out.
  void unknown();

  bool is_open() const { return open_; }

  // An admitted call until it has found out; one that ends before, in an exception or because
  // nobody waits for it any more, leaves that to the next call.
  class Attempt {
   public:
    explicit Attempt(Breaker& breaker) : breaker_(&breaker) {}
    ~Attempt() {
      if (breaker_) breaker_->unknown();
    }
    Attempt(const Attempt&) = delete;
    Attempt& operator=(const Attempt&) = delete;
    void has_found_out() { breaker_ = nullptr; }

   private:
    Breaker* breaker_;
  };

 private:
  const std::size_t limit_;
  std::atomic<bool> open_{false};
  std::atomic<std::size_t> in_a_row_{0};
  std::mutex mutex_;
  // While open:
  Clock::time_point next_probe_{};
  std::chrono::milliseconds pause_{0};
  bool probing_ = false;
};

}  // namespace uws::rest
