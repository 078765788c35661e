#pragma once
// The rows of CallbackRegistrationService.

#include <span>

#include "mapping/operation.h"

namespace uws::mapping {

std::span<const Operation> registration_rows();

}  // namespace uws::mapping
