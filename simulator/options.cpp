#include "simulator/options.h"

#include <CLI/CLI.hpp>
#include <iostream>

namespace uws::simulator {

Options parse_options(int argc, char** argv) {
  Options options;
  auto& settings = options.settings;
  std::vector<std::string> faults;
  auto delay = settings.callback_delay.count();
  auto retry = settings.callback_retry.count();
  auto idle = settings.session_idle.count();

  CLI::App app{
      "Stands in for the ThingSpace Connectivity Management REST API: user demo/demo, any "
      "application key, synthetic devices in accounts 0212345678-00001 and 0212345678-00002. "
      "Everything is kept in memory. Answers below /api and without that prefix; /sim/requests, "
      "/sim/callbacks, /sim/faults and /sim/advance?minutes=N are its own pages.",
      "thingspace-sim"};
  app.add_option("--port", settings.port, "Port to listen on, 0 = any")->required();
  app.add_option("--address", settings.address, "Address to listen on")->capture_default_str();
  app.add_option("--callback-delay-ms", delay, "From an asynchronous request to its callbacks")
      ->check(CLI::Range(0, 3'600'000))
      ->capture_default_str();
  app.add_option("--callback-retry-ms", retry, "Between the four attempts of a callback")
      ->check(CLI::Range(1, 3'600'000))
      ->capture_default_str();
  app.add_option("--fault", faults, kFaultHelp)->type_name("SPEC");
  app.add_option("--page-size", settings.page_size, "Most entries of a paged answer")
      ->check(CLI::Range(1, 2'000))
      ->capture_default_str();
  app.add_option("--devices", settings.devices, "Synthetic devices besides the named ones")
      ->check(CLI::Range(0, 1'000'000))
      ->capture_default_str();
  app.add_option("--session-minutes", idle, "Idle minutes after which a session expires")
      ->check(CLI::Range(1, 100'000))
      ->capture_default_str();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    options.exit_code = app.exit(error) == 0 ? 0 : 2;
    return options;
  }
  for (const auto& spec : faults) {
    if (const auto added = options.faults.add(spec); !added) {
      std::cerr << added.error() << '\n';
      options.exit_code = 2;
      return options;
    }
  }
  settings.callback_delay = std::chrono::milliseconds(delay);
  settings.callback_retry = std::chrono::milliseconds(retry);
  settings.session_idle = std::chrono::minutes(idle);
  return options;
}

}  // namespace uws::simulator
