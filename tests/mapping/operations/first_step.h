#pragma once
// The first step of an operation for an envelope, as the process would take it.

#include <string>

#include "mapping/operation.h"

namespace uws::testing {

// The operation's start for `envelope`, or the fault of whatever refuses the request before it.
mapping::Step first_step(const mapping::Operation& operation, const std::string& envelope);

}  // namespace uws::testing
