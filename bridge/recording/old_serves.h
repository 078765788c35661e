#pragma once
// Shadow with serve = "old": the old service answers the clients, and the gateway is asked the same
// behind their backs.

#include "bridge/http/server.h"
#include "bridge/ops/events.h"
#include "bridge/recording/shadow.h"

namespace uws::recording {

// Handlers that pass every request on to the old service and its answer back: 502 when there is
// none, 504 when it takes too long. Reads and sessions are then brought to `door` (whose access
// lines and counts they are in), what changes something is translated only. The references must
// outlive the pool's run().
http::HandlerFactory old_serves(http::HandlerFactory door, ShadowSettings settings,
                                http::ClientLimits limits, ShadowCounts& counts, Sink* record,
                                ops::Events& events);

}  // namespace uws::recording
