#pragma once
// Configurations as texts, and what is wrong with them.

#include <doctest/doctest.h>

#include <string>

#include "bridge/config/config.h"
#include "tests/bridge/config/temp_folder.h"

namespace uws::test {

using config::Environment;
using config::load_config;
using config::Problems;

inline const std::string kMinimal = R"([callbacks]
public_url = "https://hooks.example.net"
[rest]
base_url = "https://rest.example.net/api"
token_url = "https://rest.example.net/api/ts/v1/oauth2/token"
app_key = "key-of-the-app"
app_secret = "secret-of-the-app"
[store]
url = "sqlite:/var/lib/uws/store.db"
)";

// Files are called config.toml in what is said of them.
inline Problems problems_of(const std::string& toml, const Environment& environment = {}) {
  const TempFolder folder;
  const auto file = folder.write("config.toml", toml);
  const auto config = load_config(file, environment);
  if (config) return {};
  auto problems = config.error();
  for (auto& problem : problems) {
    const auto at = problem.find(file);
    if (at != std::string::npos) problem.replace(at, file.size(), "config.toml");
  }
  return problems;
}

// The one problem there must be.
inline std::string only_problem(const std::string& toml, const Environment& environment = {}) {
  const auto problems = problems_of(toml, environment);
  for (const auto& problem : problems) CAPTURE(problem);
  REQUIRE(problems.size() == 1);
  return problems.front();
}

}  // namespace uws::test
