#pragma once
// The rooms' own counters on the metrics page.

#include <atomic>
#include <cstdint>

#include "bridge/callback/counters.h"
#include "bridge/door/front_door.h"
#include "bridge/http/server.h"
#include "bridge/ops/metrics.h"
#include "bridge/rest/client.h"

namespace uws {

// Long-lived loops that ended in an exception and began again.
struct LoopRestarts {
  std::atomic<std::uint64_t> signals{0}, threads{0};
};

// Each adds one source; what is referred to must outlive `metrics`' last scrape.
void show_listener(ops::Metrics& metrics, const char* name, const http::Server& server);
void show_front_door(ops::Metrics& metrics, const door::FrontDoorCounters& counters);
void show_rest(ops::Metrics& metrics, const rest::RestCounters& counters);
void show_loops(ops::Metrics& metrics, const LoopRestarts& restarts,
                const callback::Counters& counters);
void show_callbacks(ops::Metrics& metrics, const callback::Counters& counters);

}  // namespace uws
