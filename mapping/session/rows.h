#pragma once
// The rows of SessionService.

#include <span>

#include "mapping/operation.h"

namespace uws::mapping {

std::span<const Operation> session_rows();

}  // namespace uws::mapping
