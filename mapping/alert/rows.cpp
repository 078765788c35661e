#include "mapping/alert/rows.h"

#include "mapping/row.h"

namespace uws::mapping {

std::span<const Operation> alert_rows() { return {}; }

}  // namespace uws::mapping
