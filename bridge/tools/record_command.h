#pragma once
// uws-bridge record: a recording proxy in front of the old service.

#include <iosfwd>

#include "bridge/tools/cli.h"

namespace uws::tools {

// Runs until SIGINT or SIGTERM, says "listening record HOST:PORT" on `out` when it does. Exit code:
// kExitOk, 1 = it cannot listen or write there, kExitUsage.
Command record_command(std::ostream& out, std::ostream& err);

}  // namespace uws::tools
