#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "bridge/gateway.h"
#include "bridge/tools/callbacks.h"
#include "bridge/tools/cli.h"
#include "bridge/tools/store_command.h"
#include "bridge/tools/wsdl_diff.h"

namespace {

std::function<int()> declare_wsdl_diff(CLI::App& command) {
  const auto files = std::make_shared<std::vector<std::string>>();
  command.add_option("wsdl", *files)->required();
  return [files] { return uws::tools::wsdl_diff(*files, std::cout, std::cerr); };
}

}  // namespace

int main(int argc, char** argv) {
  uws::tools::Program program;
  program.serve = uws::serve;
  const auto declare_callbacks = [](CLI::App& command) {
    return uws::tools::declare_callbacks(command, std::cin, std::cout, std::cerr);
  };
  const auto declare_store = [](CLI::App& command) {
    return uws::tools::declare_store(command, std::cout, std::cerr);
  };
  program.commands = {
      {"store", "Look at a store that no gateway uses", declare_store},
      {"callbacks", "See and move the callbacks of a gateway that runs", declare_callbacks},
      {"wsdl-diff", "Compare WSDL files with the contract of this program", declare_wsdl_diff}};
  return uws::tools::run(program, argc, argv);
}
