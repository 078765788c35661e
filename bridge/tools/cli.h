#pragma once
// The command line: uws-bridge serve | check-config | --version, and room for further commands.

#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

#include "bridge/config/config.h"

namespace CLI {
class App;
}

namespace uws::tools {

inline constexpr int kExitOk = 0;
inline constexpr int kExitUsage = 2;  // bad usage or configuration

// A command of another room.
struct Command {
  std::string name;     // "wsdl-diff"
  std::string summary;  // one line of --help
  // Declares arguments, options and flags on `command`, and returns what runs when it was chosen,
  // which holds what their values are put into. That returns the exit code.
  std::function<std::function<int()>(CLI::App& command)> declare;
};

struct Program {
  // Runs the gateway; returns the exit code of the process.
  std::function<int(const config::Config&)> serve;
  std::vector<Command> commands;
  // What check-config does once the configuration itself is well; null = nothing. Returns the exit
  // code.
  std::function<int(const config::Config&, std::ostream& out, std::ostream& err)> check = {};
  // Default: std::cout and std::cerr.
  std::ostream* out = nullptr;
  std::ostream* err = nullptr;
};

// Returns the exit code: kExitOk, kExitUsage, or what the chosen command returned.
int run(const Program& program, int argc, const char* const* argv);

// "0.1.0"
std::string version();

}  // namespace uws::tools
