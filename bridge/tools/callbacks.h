#pragma once
// uws-bridge callbacks: what an operator sees of the callbacks kept, and does to them, by way of
// the gateway that runs (bridge/admin/callbacks_pages.h).
//
//   callbacks list|show|retry|drop|receivers|pause|resume
//
// Exit codes: 0 done; 1 the gateway refused, failed or has no such thing; 2 bad usage.

#include <functional>
#include <iosfwd>

namespace CLI {
class App;
}

namespace uws::tools {

// Declares the command's own commands, and returns what runs the one that was chosen. Questions are
// answered from `in`.
std::function<int()> declare_callbacks(CLI::App& command, std::istream& in, std::ostream& out,
                                       std::ostream& err);

}  // namespace uws::tools
