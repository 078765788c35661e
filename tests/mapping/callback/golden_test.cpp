// Every file in tests/golden/callback is one webhook body and the SOAP message it becomes.
// Sections: `delivery` (JSON: service, and where not the default username, password,
// callback_count, max_callbacks, double_data), `rest callback`, then `soap callback` or `error`,
// and `unknown paths` (one per line) when there are any. UPDATE_GOLDEN=1 rewrites the results.

#include <doctest/doctest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "mapping/callback/callback.h"
#include "mapping/callback/service_names.h"
#include "tests/mapping/callback/well_formed.h"
#include "tests/support/data_cases.h"
#include "tests/support/golden_file.h"
#include "tests/support/paths.h"

namespace fs = std::filesystem;
using namespace uws;

namespace {

fs::path golden_root() { return fs::path(test::source_path()) / "tests/golden/callback"; }

mapping::callback::Delivery read_delivery(const testing::GoldenFile& file) {
  const std::string* settings = file.find("delivery");
  const std::string* body = file.find("rest callback");
  REQUIRE(settings != nullptr);
  REQUIRE(body != nullptr);
  const auto json = nlohmann::json::parse(*settings);
  mapping::callback::Delivery delivery;
  delivery.service = json.at("service");
  delivery.username = json.value("username", "");
  delivery.password = json.value("password", "");
  delivery.callback_count = json.value("callback_count", 1);
  delivery.max_callbacks = json.value("max_callbacks", 4);
  delivery.double_data = json.value("double_data", false);
  delivery.body = *body;
  return delivery;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += (text.empty() ? "" : "\n") + line;
  return text;
}

void check(testing::GoldenFile& file, const char* section, const std::string& actual,
           bool& changed) {
  const auto result = testing::check_section(file, section, actual, changed);
  CHECK_MESSAGE(result.has_value(), (result ? std::string() : result.error()));
}

void build(const fs::path& path) {
  auto file = testing::read_golden(path);
  REQUIRE_MESSAGE(file.has_value(), (file ? std::string() : file.error()));
  const auto delivery = read_delivery(*file);
  if (path.filename().string().find("error") == std::string::npos) {
    CHECK(path.parent_path().filename() == delivery.service);
  }
  const auto built = mapping::callback::build_callback(delivery);
  bool changed = false;
  check(*file, "soap callback", built ? built->envelope : "", changed);
  check(*file, "unknown paths", built ? joined(built->unknown_paths) : "", changed);
  check(*file, "error", built ? "" : built.error(), changed);
  if (built) CHECK(testing::is_well_formed(built->envelope));
  if (changed) CHECK(testing::write_golden(path, *file).has_value());
}

const test::DataCases kCallbacks("callback",
                                 [] { return test::cases_below(golden_root(), build); });

}  // namespace

TEST_CASE("every callback service has golden cases") {
  std::set<std::string> folders;
  for (const fs::path& path : testing::golden_files(golden_root())) {
    folders.insert(path.parent_path().filename().string());
  }
  for (const auto& name : mapping::callback::callback_services()) {
    CAPTURE(name.soap);
    CHECK(folders.count(std::string(name.soap)) == 1);
  }
}
