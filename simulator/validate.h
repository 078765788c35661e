#pragma once
// Rules that hold for every request body, beyond its shape.

#include <optional>

#include "simulator/reply.h"

namespace uws::simulator {

// The refusal of a body with a forbidden character, an unknown identifier kind, or a custom field
// with a wrong name or a too long value; nothing when it is fine.
std::optional<Reply> refuse_values(const Json& body);

}  // namespace uws::simulator
