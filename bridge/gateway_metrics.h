#pragma once
// The rooms' own counters on the metrics page.

#include "bridge/callback/counters.h"
#include "bridge/door/front_door.h"
#include "bridge/gateway_loops.h"
#include "bridge/http/client_counts.h"
#include "bridge/http/server.h"
#include "bridge/ops/metrics.h"
#include "bridge/rest/client.h"

namespace uws {

// Each adds one source; what is referred to must outlive `metrics`' last scrape.
void show_listener(ops::Metrics& metrics, const char* name, const http::Server& server);
void show_legacy_clients(ops::Metrics& metrics, const http::ClientCounts& clients);
void show_front_door(ops::Metrics& metrics, const door::FrontDoorCounters& counters);
void show_rest(ops::Metrics& metrics, const rest::RestCounters& counters);
void show_loops(ops::Metrics& metrics, const LoopRestarts& restarts,
                const callback::Counters& counters);
void show_callbacks(ops::Metrics& metrics, const callback::Counters& counters);

}  // namespace uws
