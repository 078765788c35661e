#pragma once
// The rows of DeviceGroupService.

#include <span>

#include "mapping/operation.h"

namespace uws::mapping {

std::span<const Operation> group_rows();

}  // namespace uws::mapping
