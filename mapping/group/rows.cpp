#include "mapping/group/rows.h"

#include "mapping/row.h"

namespace uws::mapping {

std::span<const Operation> group_rows() { return {}; }

}  // namespace uws::mapping
