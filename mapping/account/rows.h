#pragma once
// The rows of AccountService.

#include <span>

#include "mapping/operation.h"

namespace uws::mapping {

std::span<const Operation> account_rows();

}  // namespace uws::mapping
