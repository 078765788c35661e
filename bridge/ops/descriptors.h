#pragma once
// How many descriptors the process may have, and for what.

#include <cstddef>

namespace uws::ops {

// How many connections the process may have open when one more of this kind comes in. The
// descriptors beyond are for calls to the platform, the store, the log and the operator.
struct Descriptors {
  std::size_t clients = 0;   // of SOAP
  std::size_t webhooks = 0;  // some more: idle clients must not keep the platform out
};

Descriptors shared_out(std::size_t limit);

// Raises the soft limit (RLIMIT_NOFILE) to the hard one, where that is allowed, and shares out what
// is then in force.
Descriptors raise_descriptor_limit();

}  // namespace uws::ops
