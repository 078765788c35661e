#include <doctest/doctest.h>

#include <filesystem>
#include <map>
#include <set>

#include "contract/shape.h"
#include "mapping/operations.h"
#include "tests/mapping/operations/exchange_player.h"
#include "tests/support/data_cases.h"
#include "tests/support/paths.h"

namespace {

using namespace uws;
namespace fs = std::filesystem;

const fs::path kGolden = fs::path(test::source_path()) / "tests" / "golden";

const mapping::Operation* row_named(const std::string& service, const std::string& name) {
  for (const auto& row : mapping::operations()) {
    if (row.service == service && row.name == name) return &row;
  }
  return nullptr;
}

void play(const fs::path& path) {
  const std::string operation = path.parent_path().filename();
  const std::string service = path.parent_path().parent_path().filename();
  const auto* row = row_named(service, operation);
  REQUIRE(row != nullptr);
  auto file = testing::read_golden(path);
  REQUIRE_MESSAGE(file.has_value(), (file ? "" : file.error()));
  const auto result = testing::play_exchange(*row, *file);
  CHECK_MESSAGE(result.failure.empty(), result.failure);
  if (result.changed) CHECK(testing::write_golden(path, *file).has_value());
}

// tests/golden/<Service>/<Operation>/<case>.txt: every recorded exchange plays as recorded.
const test::DataCases kExchanges("exchange", [] {
  auto cases = test::cases_below(kGolden, play);
  std::erase_if(cases, [](const auto& each) { return each.name.starts_with("callback/"); });
  return cases;
});

// The contract is wsdl/, seen through the shape tables generated from it.
TEST_CASE("every operation of wsdl/ has a row, and every row an operation") {
  std::set<std::string> in_contract, in_table;
  for (const auto& wrapper : contract::wrappers()) {
    const std::string name(wrapper.name);
    if (wrapper.type->members[0].name == "Input") in_contract.insert(name);
  }
  for (const auto& row : mapping::operations()) {
    CHECK_MESSAGE(in_table.insert(std::string(row.name)).second, "two rows: " << row.name);
  }
  for (const auto& name : in_contract) CHECK_MESSAGE(in_table.contains(name), "no row: " << name);
  for (const auto& name : in_table)
    CHECK_MESSAGE(in_contract.contains(name), "not in wsdl/: " << name);
}

// ok*.txt, fault*.txt and at least one awkward*.txt for every row.
TEST_CASE("every operation has an ok, a fault and an awkward golden case") {
  for (const auto& row : mapping::operations()) {
    std::map<std::string, int> cases;
    const fs::path folder = kGolden / row.service / row.name;
    if (fs::exists(folder)) {
      for (const auto& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().filename();
        for (const char* kind : {"ok", "withdrawn", "fault", "awkward"})
          cases[kind] += name.starts_with(kind);
      }
    }
    CHECK_MESSAGE(cases["fault"] > 0, "no fault case: " << row.name);
    CHECK_MESSAGE(cases["awkward"] > 0, "no awkward case: " << row.name);
    const bool withdrawn = cases["ok"] == 0 && cases["withdrawn"] == 0;
    CHECK_MESSAGE(!withdrawn, "no ok case: " << row.name);
  }
}

}  // namespace
