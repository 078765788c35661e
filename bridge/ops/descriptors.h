#pragma once
// How many descriptors the process may have, and for what.

#include <cstddef>

namespace uws::ops {

// From which descriptor on none is left to a new connection of this kind. What is beyond is for
// calls to the platform, the store and the operator.
struct Descriptors {
  std::size_t clients = 0;   // of SOAP
  std::size_t webhooks = 0;  // some more: idle clients must not keep the platform out
};

Descriptors shared_out(std::size_t limit);

// Raises the soft limit (RLIMIT_NOFILE) to the hard one, where that is allowed, and shares out what
// is then in force.
Descriptors raise_descriptor_limit();

}  // namespace uws::ops
