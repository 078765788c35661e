#include "bridge/tools/cli.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <utility>

namespace uws::tools {
namespace {

// A command that needs a configuration; its problems go to `err`.
Command with_config(std::string name, std::string summary,
                    std::function<int(const config::Config&)> run, std::ostream& err) {
  return {std::move(name), std::move(summary),
          [run = std::move(run), &err](CLI::App& command) -> std::function<int()> {
            const auto path = std::make_shared<std::string>();
            command
                .add_option("--config", *path,
                            "TOML file; without it only UWS_* variables are read")
                ->type_name("FILE");
            return [path, run, &err] {
              const auto config = config::load_config(*path, config::process_environment());
              if (config) return run(*config);
              for (const auto& problem : config.error()) err << problem << '\n';
              return kExitUsage;
            };
          }};
}

}  // namespace

int run(const Program& program, int argc, const char* const* argv) {
  auto& out = program.out != nullptr ? *program.out : std::cout;
  auto& err = program.err != nullptr ? *program.err : std::cerr;
  const auto check = [&](const config::Config& config) {
    out << "configuration ok\n\n" << show_config(config);
    return program.check ? program.check(config, out, err) : kExitOk;
  };
  std::vector<Command> commands{
      with_config("serve", "Run the gateway", program.serve, err),
      with_config("check-config", "Check a configuration and show its values", check, err)};
  commands.insert(commands.end(), program.commands.begin(), program.commands.end());

  CLI::App app{"Answers old UWS v2 SOAP clients from the ThingSpace REST API.", "uws-bridge"};
  app.set_version_flag("--version", "uws-bridge " + version());
  app.require_subcommand(1);
  std::function<int()> chosen;
  for (const auto& command : commands) {
    auto* entry = app.add_subcommand(command.name, command.summary);
    entry->callback([&chosen, act = command.declare(*entry)] { chosen = act; });
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error, out, err) == 0 ? kExitOk : kExitUsage;
  }
  return chosen();
}

std::string version() { return UWS_VERSION; }

}  // namespace uws::tools
