#include "bridge/tools/cli.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <optional>

namespace uws::tools {
namespace {

// The configuration, or nothing after its problems have been written.
std::optional<config::Config> read_config(const std::string& path, std::ostream& err) {
  auto config = config::load_config(path, config::process_environment());
  if (config) return std::move(*config);
  for (const auto& problem : config.error()) err << problem << '\n';
  return std::nullopt;
}

int serve(const Program& program, const std::string& path, std::ostream& err) {
  const auto config = read_config(path, err);
  return config ? program.serve(*config) : kExitUsage;
}

int check_config(const std::string& path, std::ostream& out, std::ostream& err) {
  const auto config = read_config(path, err);
  if (!config) return kExitUsage;
  out << "configuration ok\n\n" << show_config(*config);
  return kExitOk;
}

void add_config_option(CLI::App& command, std::string& path) {
  command.add_option("--config", path, "TOML file; without it only UWS_* variables are read")
      ->type_name("FILE");
}

}  // namespace

int run(const Program& program, int argc, const char* const* argv) {
  auto& out = program.out != nullptr ? *program.out : std::cout;
  auto& err = program.err != nullptr ? *program.err : std::cerr;
  int code = kExitOk;
  std::string path;

  CLI::App app{"Answers old UWS v2 SOAP clients from the ThingSpace REST API.", "uws-bridge"};
  app.set_version_flag("--version", "uws-bridge " + version());
  app.require_subcommand(1);
  auto* serving = app.add_subcommand("serve", "Run the gateway");
  add_config_option(*serving, path);
  serving->callback([&] { code = serve(program, path, err); });
  auto* checking = app.add_subcommand("check-config", "Check a configuration and show its values");
  add_config_option(*checking, path);
  checking->callback([&] { code = check_config(path, out, err); });

  std::vector<std::vector<std::string>> values(program.commands.size());
  std::vector<std::vector<std::string>> more(program.commands.size());
  for (std::size_t i = 0; i < program.commands.size(); ++i) {
    const auto& command = program.commands[i];
    auto* entry = app.add_subcommand(command.name, command.summary);
    values[i].resize(command.arguments.size());
    for (std::size_t k = 0; k < command.arguments.size(); ++k) {
      entry->add_option(command.arguments[k], values[i][k])->required();
    }
    if (!command.more.empty()) entry->add_option(command.more, more[i])->required();
    entry->callback([&code, &command, &given = values[i], &last = more[i]] {
      given.insert(given.end(), last.begin(), last.end());
      code = command.run(given);
    });
  }

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error, out, err) == 0 ? kExitOk : kExitUsage;
  }
  return code;
}

std::string version() { return UWS_VERSION; }

}  // namespace uws::tools
