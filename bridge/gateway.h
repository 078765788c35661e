#pragma once
// The whole process put together: listeners, rooms and their order of start and stop.

#include "bridge/config/config.h"

namespace uws {

// Runs the gateway until SIGTERM or SIGINT has been followed by a clean drain. Returns the exit
// code of the process: 0 after a clean drain.
int serve(const config::Config& config);

}  // namespace uws
