#pragma once
// uws-bridge explain: what becomes of a request, a recorded exchange or a webhook.

#include <iosfwd>

#include "bridge/tools/cli.h"

namespace uws::tools {

// explain FILE: an envelope (.xml), an exchange of a recording (.har, golden .txt; its replies are
// those recorded), or with --callback SERVICE a webhook's body (.json). `colour`: whether `out` is
// a terminal that shows colours. Exit code: kExitOk, kExitUsage.
Command explain_command(std::ostream& out, std::ostream& err, bool colour);

}  // namespace uws::tools
