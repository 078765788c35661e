#include "mapping/account/rows.h"

#include "mapping/row.h"

namespace uws::mapping {

std::span<const Operation> account_rows() { return {}; }

}  // namespace uws::mapping
