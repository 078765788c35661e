#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <iostream>
#include <memory>

#include "bridge/gateway.h"
#include "bridge/tools/callbacks.h"
#include "bridge/tools/cli.h"
#include "bridge/tools/clients.h"
#include "bridge/tools/contract_commands.h"
#include "bridge/tools/explain_command.h"
#include "bridge/tools/record_command.h"
#include "bridge/tools/recording_command.h"
#include "bridge/tools/replay_command.h"
#include "bridge/tools/store_command.h"
#include "bridge/tools/wsdl_diff.h"

namespace {

std::function<int()> declare_wsdl_diff(CLI::App& command) {
  const auto files = std::make_shared<std::vector<std::string>>();
  command.add_option("wsdl", *files)->required();
  return [files] { return uws::tools::wsdl_diff(*files, std::cout, std::cerr); };
}

std::function<int()> declare_contract(CLI::App& command) {
  struct Given {
    std::string directory;
    bool differences = false;
  };
  const auto given = std::make_shared<Given>();
  command.require_subcommand(1);
  auto* check = command.add_subcommand("check", "Say what matches, what is settled, what is open");
  check->add_option("directory", given->directory, "Folder of WSDL and XSD files")->required();
  check->add_flag("--differences", given->differences, "Compare the files as wsdl-diff does, too");
  auto* draft = command.add_subcommand("draft", "Write a first contract.toml for what is open");
  draft->add_option("directory", given->directory, "Folder of WSDL and XSD files")->required();
  return [given, draft] {
    if (draft->parsed()) {
      return uws::tools::contract_draft(given->directory, std::cout, std::cerr);
    }
    return uws::tools::contract_check(given->directory, given->differences, std::cout, std::cerr);
  };
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
  const auto declare_callbacks = [](CLI::App& command) {
    return uws::tools::declare_callbacks(command, std::cin, std::cout, std::cerr);
  };
  const auto declare_clients = [](CLI::App& command) {
    return uws::tools::declare_clients(command, std::cout, std::cerr);
  };
  const auto declare_store = [](CLI::App& command) {
    return uws::tools::declare_store(command, std::cout, std::cerr);
  };
  program.commands = {
      {"store", "Look at a store that no gateway uses", declare_store},
      {"callbacks", "See and move the callbacks of a gateway that runs", declare_callbacks},
      {"clients", "See who still calls a gateway that runs", declare_clients},
      {"wsdl-diff", "Compare WSDL files with the contract of this program", declare_wsdl_diff},
      {"contract", "Match the old service's own WSDL files with this program", declare_contract},
      uws::tools::recording_command(std::cout, std::cerr),
      uws::tools::record_command(std::cout, std::cerr),
      uws::tools::replay_command(std::cout, std::cerr),
      uws::tools::explain_command(std::cout, std::cerr, colours())};
  program.check = uws::tools::check_contract_of;
  return uws::tools::run(program, argc, argv);
}
