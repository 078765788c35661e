#pragma once
// How the answers of two services compared.

#include <mutex>
#include <string>
#include <string_view>

#include "bridge/ops/metrics.h"

namespace uws::recording {

inline constexpr ops::Family kShadow{
    "uws_shadow_total", "Calls compared with the other service, by outcome", "operation,outcome",
    ops::Kind::counter,
    "`same_bytes`, `same_meaning`, `different`, `no_answer`, `no_session` (the other side does not "
    "know the session), `dropped` (too many under way), `translated` and `refused` (a change, not "
    "sent), `failed` (a defect of the comparison)"};

// Thread-safe.
class ShadowCounts {
 public:
  void count(const std::string& operation, std::string_view outcome) {
    const std::lock_guard lock(mutex_);
    ++counts_[operation + "," + std::string(outcome)];
  }
  ops::Reading counts() const {
    const std::lock_guard lock(mutex_);
    return counts_;
  }

 private:
  mutable std::mutex mutex_;
  ops::Reading counts_;
};

}  // namespace uws::recording
