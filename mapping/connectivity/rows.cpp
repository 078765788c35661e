#include "mapping/connectivity/rows.h"

#include "mapping/row.h"

namespace uws::mapping {

std::span<const Operation> connectivity_rows() { return {}; }

}  // namespace uws::mapping
