#pragma once
// The command line of thingspace-sim.

#include <optional>

#include "simulator/faults.h"
#include "simulator/world.h"

namespace uws::simulator {

struct Options {
  Settings settings;
  FaultScript faults;
  // Set when the program is to end at once: 0 after --help, 2 on bad usage. Then everything there
  // is to say has been printed.
  std::optional<int> exit_code;
};

Options parse_options(int argc, char** argv);

}  // namespace uws::simulator
