#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <iostream>
#include <memory>

#include "bridge/gateway.h"
#include "bridge/tools/cli.h"
#include "bridge/tools/explain_command.h"
#include "bridge/tools/record_command.h"
#include "bridge/tools/recording_command.h"
#include "bridge/tools/replay_command.h"
#include "bridge/tools/wsdl_diff.h"

namespace {

std::function<int()> declare_wsdl_diff(CLI::App& command) {
  const auto files = std::make_shared<std::vector<std::string>>();
  command.add_option("wsdl", *files)->required();
  return [files] { return uws::tools::wsdl_diff(*files, std::cout, std::cerr); };
}

// Whether standard output is a terminal whose user wants colours (https://no-color.org).
bool colours() {
  const char* no_colour = std::getenv("NO_COLOR");
  return isatty(STDOUT_FILENO) == 1 && (no_colour == nullptr || *no_colour == '\0');
}

}  // namespace

int main(int argc, char** argv) {
  uws::tools::Program program;
  program.serve = uws::serve;
  program.commands = {
      {"wsdl-diff", "Compare WSDL files with the contract of this program", declare_wsdl_diff},
      uws::tools::recording_command(std::cout, std::cerr),
      uws::tools::record_command(std::cout, std::cerr),
      uws::tools::replay_command(std::cout, std::cerr),
      uws::tools::explain_command(std::cout, std::cerr, colours())};
  return uws::tools::run(program, argc, argv);
}
