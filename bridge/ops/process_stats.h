#pragma once
// What /proc says of this process, under the names every Prometheus client uses.

#include "bridge/ops/metrics.h"

namespace uws::ops {

// process_resident_memory_bytes, process_open_fds, process_cpu_seconds_total. A number that cannot
// be read is left out.
void add_process_stats(Metrics& metrics);

}  // namespace uws::ops
