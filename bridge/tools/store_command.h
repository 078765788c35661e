#pragma once
// uws-bridge store check FILE | salvage FILE INTO: a store that no gateway uses
// (bridge/store/salvage.h).
//
// Exit codes: 0 whole, or salvaged without a loss; 1 damaged, or salvaged with one; 2 the file
// cannot be used.

#include <functional>
#include <iosfwd>

namespace CLI {
class App;
}

namespace uws::tools {

// Declares the command's own commands, and returns what runs the one that was chosen.
std::function<int()> declare_store(CLI::App& command, std::ostream& out, std::ostream& err);

}  // namespace uws::tools
