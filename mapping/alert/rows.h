#pragma once
// The rows of AlertService.

#include <span>

#include "mapping/operation.h"

namespace uws::mapping {

std::span<const Operation> alert_rows();

}  // namespace uws::mapping
