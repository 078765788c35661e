#include "mapping/device/rows.h"

#include "mapping/row.h"

namespace uws::mapping {

std::span<const Operation> device_rows() { return {}; }

}  // namespace uws::mapping
