#include "bridge/ops/descriptors.h"

#include <sys/resource.h>

#include <algorithm>

namespace uws::ops {

Descriptors shared_out(std::size_t limit) {
  constexpr std::size_t kMost = 256;
  const auto spare = std::min(kMost, limit / 4);
  return {limit - 2 * spare, limit - spare - spare / 2};
}

Descriptors raise_descriptor_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return {};
  const rlimit raised{limit.rlim_max, limit.rlim_max};
  if (setrlimit(RLIMIT_NOFILE, &raised) == 0) limit = raised;
  return shared_out(limit.rlim_cur);
}

}  // namespace uws::ops
