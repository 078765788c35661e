#pragma once
// What the census is told.

#include <cstddef>

namespace uws::census {

struct Settings {
  bool enabled = true;
  // Clients last seen longer ago are forgotten.
  std::size_t keep_days = 400;
  // Clients remembered at most, in memory and in the store each.
  std::size_t max_clients = 10'000;
};

}  // namespace uws::census
