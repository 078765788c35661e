#pragma once
// The rows of StateService.

#include <span>

#include "mapping/operation.h"

namespace uws::mapping {

std::span<const Operation> state_rows();

}  // namespace uws::mapping
