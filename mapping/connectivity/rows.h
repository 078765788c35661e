#pragma once
// The rows of EnhancedConnectivityService.

#include <span>

#include "mapping/operation.h"

namespace uws::mapping {

std::span<const Operation> connectivity_rows();

}  // namespace uws::mapping
