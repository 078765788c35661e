#pragma once
// The rows of DeviceService.

#include <span>

#include "mapping/operation.h"

namespace uws::mapping {

std::span<const Operation> device_rows();

}  // namespace uws::mapping
