// Names of a request that become part of a path.

#include <doctest/doctest.h>

#include <filesystem>
#include <set>
#include <sstream>

#include "mapping/operations.h"
#include "tests/mapping/operations/first_step.h"
#include "tests/support/golden_file.h"
#include "tests/support/paths.h"

namespace {

using namespace uws;
namespace fs = std::filesystem;

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
  return text;
}

// The segments of "GET /a/b?c" that are the text of an element of `request`.
std::vector<std::string> names_in(const std::string& call, const std::string& request) {
  const auto path = call.substr(0, call.find_first_of("?\n"));
  std::istringstream segments(path.substr(path.find('/')));
  std::vector<std::string> names;
  for (std::string segment; std::getline(segments, segment, '/');) {
    if (!segment.empty() && request.find(">" + segment + "<") != std::string::npos) {
      names.push_back(segment);
    }
  }
  return names;
}

// Every request of the golden files that put a name into a path, again with a name that leaves it.
TEST_CASE("no operation calls another resource for a name with dots") {
  const fs::path golden = fs::path(test::source_path()) / "tests" / "golden";
  std::set<std::string_view> seen;
  for (const auto& row : mapping::operations()) {
    const fs::path folder = golden / row.service / row.name;
    for (const auto& file : testing::golden_files(folder)) {
      const auto recorded = testing::read_golden(file);
      REQUIRE(recorded.has_value());
      const std::string* request = recorded->find("soap request");
      const std::string* call = recorded->find("rest call");
      if (!request || !call) continue;
      for (const std::string& name : names_in(*call, *request)) {
        for (const char* other : {".", "..", "%2e%2E", "%252e.", "x/../.."}) {
          CAPTURE(file.string());
          CAPTURE(other);
          const auto step = testing::first_step(
              row, replaced(*request, ">" + name + "<", ">" + std::string(other) + "<"));
          CHECK(std::holds_alternative<Fault>(step));
        }
        seen.insert(row.name);
      }
    }
  }
  for (const char* name :
       {"DeleteDeviceGroup", "DeleteTrigger", "GetAccountInformation", "GetCallbackRegistrations",
        "GetDefaultDeviceGroupInformation", "GetDeviceGroupInformation", "GetDeviceGroupList",
        "GetLeadInformation", "GetRequestStatus", "GetServicePlanList", "GetSmsMessages",
        "GetStateAndServicesList", "GetTriggers", "RegisterCallback", "StartSmsCallback",
        "UnregisterCallback", "UpdateDeviceGroup"}) {
    CHECK_MESSAGE(seen.contains(name), "no request with a name in its path: " << name);
  }
}

}  // namespace
