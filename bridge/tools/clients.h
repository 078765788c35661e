#pragma once
// uws-bridge clients: who still calls, by way of the gateway that runs
// (bridge/admin/clients_pages.h). All that fit, the one seen last first.
//
// Exit codes: 0 done; 1 the gateway refused or failed; 2 bad usage.

#include <functional>
#include <iosfwd>

namespace CLI {
class App;
}

namespace uws::tools {

// Declares the command's options, and returns what runs it.
std::function<int()> declare_clients(CLI::App& command, std::ostream& out, std::ostream& err);

}  // namespace uws::tools
