#pragma once
// AlertService: a trigger's condition was met. Neither side's payload was ever seen.

#include <span>

#include "mapping/callback/payload.h"

namespace uws::mapping::callback {

// Data/AlertService with everything REST sends beyond the common members, in PascalCase.
void write_alert_service(Writer& writer, std::span<const Payload> payloads,
                         const base::JsonValue& message);

}  // namespace uws::mapping::callback
