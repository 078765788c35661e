#pragma once
// Usage segmentation labels: Name/Value in SOAP, name/value in REST.

#include "gwStub.h"
#include "mapping/common/json.h"

namespace uws::mapping {

// {"name": …, "value": …} without what is absent; null when nothing is there.
Json rest_label(const common__Label* label);

}  // namespace uws::mapping
