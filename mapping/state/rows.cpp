#include "mapping/state/rows.h"

#include "mapping/row.h"

namespace uws::mapping {

std::span<const Operation> state_rows() { return {}; }

}  // namespace uws::mapping
