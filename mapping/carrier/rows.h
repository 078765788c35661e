#pragma once
// The rows of CarrierService.

#include <span>

#include "mapping/operation.h"

namespace uws::mapping {

std::span<const Operation> carrier_rows();

}  // namespace uws::mapping
