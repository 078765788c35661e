#pragma once
// What the answers of REST's device calls have in common.

#include <optional>

#include "mapping/common/fault.h"
#include "mapping/common/json.h"
#include "mapping/step.h"

namespace uws::mapping {

// The fault a REST call ended in; nullopt for a success. For rows that see errors themselves.
std::optional<Fault> failure(const Reply& reply);

// Whether the fault says that REST knows no such device.
bool is_device_not_found(const Fault& fault);

// IsComplete: !hasMoreData; where REST leaves it out, HTTP 202 means there is more.
bool is_complete(std::optional<bool> has_more_data, const RestReply& reply);

// [{per device}, …] of addDevices and deleteDevices. REST may send a list in which devices failed
// with an error status: that is a result, no fault.
Result<base::JsonDocument> results_per_device(const Reply& reply);

}  // namespace uws::mapping
