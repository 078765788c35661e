#include "bridge/http/body_budget.h"

#include <atomic>

namespace uws::http {
namespace {

std::atomic<std::size_t>& held_everywhere() {
  static std::atomic<std::size_t> bytes{0};
  return bytes;
}

}  // namespace

BodyBudget::~BodyBudget() {
  if (held_ > 0) held_everywhere() -= held_;
}

bool BodyBudget::hold(std::size_t bytes) {
  if (bytes <= kFree || bytes <= held_ || limit_ == 0) return true;
  auto const more = bytes - held_;
  if (held_everywhere().fetch_add(more) + more > limit_) {
    held_everywhere() -= more;
    return false;
  }
  held_ = bytes;
  return true;
}

}  // namespace uws::http
