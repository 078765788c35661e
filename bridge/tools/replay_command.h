#pragma once
// uws-bridge replay: recorded requests sent again, the answers compared.

#include <iosfwd>

#include "bridge/tools/cli.h"

namespace uws::tools {

inline constexpr int kExitDifferent = 1;

// The report goes to `out`, problems to `err`. Exit code: kExitOk = all the same, kExitDifferent =
// something differs or got no answer, kExitUsage.
Command replay_command(std::ostream& out, std::ostream& err);

}  // namespace uws::tools
