// Every recorded exchange again, by an owner's contract: the request in his names, the same REST
// calls, and the answer byte for byte as his schema has it (tests/support/mutated_contract.h).

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "mapping/operations.h"
#include "tests/mapping/operations/exchange_player.h"
#include "tests/support/data_cases.h"
#include "tests/support/mutated_owner.h"
#include "tests/support/paths.h"

namespace {

using namespace uws;
namespace fs = std::filesystem;

const test::MutatedOwner& owner() {
  static const test::MutatedOwner made;
  return made;
}

bool contains(const std::string* text, std::string_view what) {
  return text && text->find(what) != std::string::npos;
}

// Bare pairs of Kind and Identifier, which his clients write the other way round.
const std::set<std::string> kBarePairs = {
    "Change4GDeviceIdentifier/awkward_bare_identifiers",
    "ChangeDeviceProfileState/awkward_spelling",
    "CheckDeviceAvailability/awkward_order_and_one_bare_device",
    "CheckOrderStatus/awkward_device_collection",
    "GetDevicePRLInformation/awkward_one_bare_device",
    "GetDeviceSuspensionStatus/awkward_one_bare_device"};

// What his contract does not have cannot be sent, and refusals name his members.
bool is_different(const std::string& operation, const testing::GoldenFile& file) {
  const auto* request = file.find("soap request");
  return (operation == "MoveDevice" && contains(request, "CarrierIpPoolName")) ||
         contains(file.find("soap response"), "DeserializationFailed") || !request;
}

void play(const fs::path& path) {
  const std::string operation = path.parent_path().filename();
  const auto all = mapping::operations();
  const auto row = std::ranges::find(all, operation, &mapping::Operation::name);
  REQUIRE(row != all.end());
  auto file = testing::read_golden(path);
  REQUIRE_MESSAGE(file.has_value(), (file ? "" : file.error()));
  if (kBarePairs.contains(operation + "/" + path.stem().string())) return;
  if (is_different(operation, *file)) return;
  file->set("soap request", test::as_he_has_it(*file->find("soap request"), false));
  if (const auto* answer = file->find("soap response")) {
    file->set("soap response", test::as_he_has_it(*answer, true));
  }
  const auto result = testing::play_exchange(*row, *file, owner().matching.plan.get());
  CHECK_MESSAGE(result.failure.empty(), result.failure);
}

const test::DataCases kExchanges("owner", [] {
  auto cases = test::cases_below(fs::path(test::source_path()) / "tests" / "golden", play);
  std::erase_if(cases, [](const auto& each) { return each.name.starts_with("callback/"); });
  return cases;
});

TEST_CASE("the owner's contract of the tests is matched as a whole") {
  REQUIRE_MESSAGE(owner().files.has_value(), owner().files.error().front());
  for (const auto& problem : owner().matching.problems) FAIL_CHECK(problem);
  for (const auto& finding : owner().matching.findings) {
    if (finding.open) FAIL_CHECK(finding.group << ": " << finding.what);
  }
  CHECK(owner().matching.plan->operations() == mapping::operations().size());
  CHECK(owner().matching.unused.empty());
  CHECK(test::mutated_names().size() == 20);
  CHECK(test::mutated_places().size() == 10);
}

}  // namespace
