// Every operation of the contract once well and once refused, through real processes.
//
// tests/e2e/operations/<Service>.<Operation>.txt, content of Input with the prefixes m (the
// service) and c (Contract.Common):
//   == before      optional: a call whose ids the others need; its first line is SERVICE.OPERATION
//   == ok          Input that succeeds; none for operations the platform no longer offers
//   == fault       Input that is refused; besides, every success is refused to an unknown session
//   == fault code  local part of its faultcode
//   == rest        "METHOD /path", the beginning of the last REST call of the success
// Holes: {{token}}, {{password}}, {{RequestId}} and {{TriggerId}} of `before`, {{weeks_ago}} and
// {{today}}.

#include <doctest/doctest.h>

#include <ctime>
#include <filesystem>
#include <fstream>
#include <memory>
#include <set>
#include <sstream>

#include "tests/e2e/envelopes.h"
#include "tests/e2e/stack.h"
#include "tests/support/data_cases.h"
#include "tests/support/golden_file.h"
#include "tests/support/paths.h"

using namespace uws::test;
using uws::simulator::text_of;

namespace {

const std::filesystem::path kSource = uws::test::source_path();

// "Service.Operation" of every operation in wsdl/.
std::set<std::string> contract() {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(kSource / "wsdl")) {
    if (entry.path().extension() != ".wsdl") continue;
    std::ostringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    const auto wsdl = text.str();
    const std::string mark = "operation name=\"";
    for (auto at = wsdl.find(mark); at != std::string::npos; at = wsdl.find(mark, at)) {
      at += mark.size();
      names.insert(entry.path().stem().string() + "." + wsdl.substr(at, wsdl.find('"', at) - at));
    }
  }
  return names;
}

std::string day(int days_ago) {
  const std::time_t then = std::time(nullptr) - days_ago * 24 * 60 * 60;
  std::tm utc{};
  gmtime_r(&then, &utc);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT00:00:00Z", &utc);
  return text;
}

class Runner {
 public:
  explicit Runner(Stack& stack) : stack_(stack) {}

  void run(const std::string& name, const uws::testing::GoldenFile& file) {
    const auto dot = name.find('.');
    service_ = name.substr(0, dot);
    operation_ = name.substr(dot + 1);
    // Also when the exchange before logged out.
    REQUIRE(stack_.log_in("demo", password_) != "");
    request_id_ = trigger_id_ = "";
    if (const auto* before = file.find("before")) prepare(*before);
    const auto* ok = file.find("ok");
    const auto* fault = file.find("fault");
    CHECK((ok || fault));
    if (fault) {
      const auto* code = file.find("fault code");
      REQUIRE(code);
      check_fault(stack_.call(service_, operation_, filled(*fault)), *code);
    }
    if (!ok) return;
    check_unknown_session(filled(*ok));
    stack_.forget_seen();
    check_ok(stack_.call(service_, operation_, filled(*ok)), file.find("rest"));
  }

 private:
  void prepare(const std::string& before) {
    const auto end = before.find('\n');
    const auto name = before.substr(0, end);
    const auto dot = name.find('.');
    const auto answer =
        stack_.call(name.substr(0, dot), name.substr(dot + 1), filled(before.substr(end + 1)));
    REQUIRE_MESSAGE(answer.status == 200, answer.body);
    request_id_ = element(answer.body, "a:RequestId");
    trigger_id_ = element(answer.body, "a:TriggerId");
  }

  std::string filled(std::string input) const {
    input = replaced(input, "{{token}}", stack_.token());
    input = replaced(input, "{{password}}", password_);
    input = replaced(input, "{{RequestId}}", request_id_);
    input = replaced(input, "{{TriggerId}}", trigger_id_);
    input = replaced(input, "{{weeks_ago}}", day(21));
    return replaced(input, "{{today}}", day(0));
  }

  void check_fault(const RawResponse& answer, const std::string& code) {
    CHECK(answer.status == 500);
    CHECK(answer.header("Content-Type") == "text/xml; charset=utf-8");
    CHECK_MESSAGE(contains(answer.body, ">a:" + code + "</faultcode>"), answer.body);
  }

  void check_unknown_session(const std::string& input) {
    if (operation_ == "LogIn") return;
    const auto answer =
        stack_.post(service_, operation_,
                    envelope(service_, operation_, "00000000-0000-4000-8000-000000000000", input));
    check_fault(answer, "UnifiedWebService.INPUT_INVALID.SessionToken.Invalid");
  }

  void check_ok(const RawResponse& answer, const std::string* rest) {
    CHECK_MESSAGE(answer.status == 200, answer.body);
    CHECK(contains(answer.body, "<s:Body><" + operation_ +
                                    "Response xmlns=\"http://nphase.com/unifiedwebservice/v2\">"
                                    "<Output xmlns:a="));
    REQUIRE(rest);
    const auto calls = stack_.seen("");
    CHECK(!calls.empty());
    if (calls.empty()) return;
    const auto line = text_of(calls.back(), "method") + " " + text_of(calls.back(), "target");
    CHECK_MESSAGE(line.starts_with(*rest), line);
    const auto changed = element(answer.body, "a:NewPassword");
    if (!changed.empty()) password_ = changed;
  }

  Stack& stack_;
  std::string service_, operation_, request_id_, trigger_id_;
  std::string password_ = "demo";
};

const std::filesystem::path kOperations = kSource / "tests/e2e/operations";

// One platform and one gateway for all operations.
struct World {
  Stack stack{{{"--devices", "300"}, {}}};
  Runner runner{stack};
};
std::unique_ptr<World> world;

void play(const std::filesystem::path& path) {
  const auto file = uws::testing::read_golden(path);
  REQUIRE_MESSAGE(file, file.error());
  if (!world) world = std::make_unique<World>();
  world->runner.run(path.stem().string(), *file);
}

// Every operation of the contract, well and refused.
const DataCases kPlayed(
    "operation", [] { return cases_below(kOperations, play); }, [] { world.reset(); });

}  // namespace

TEST_CASE("every operation of the contract has a file, and every file an operation") {
  std::set<std::string> names;
  for (const auto& each : cases_below(kOperations, play)) names.insert(each.name);
  CHECK(names == contract());
}

TEST_CASE("go_to_state_path spells the path GoToState is sent to") {
  Stack stack({{"--devices", "300"}, {{"UWS_REST_GO_TO_STATE_PATH", "gotostate"}}});
  REQUIRE(stack.log_in() != "");
  const auto file = uws::testing::read_golden(kOperations / "StateService.GoToState.txt");
  REQUIRE_MESSAGE(file, file.error());
  CHECK(stack.call("StateService", "GoToState", *file->find("ok")).status == 200);
  CHECK(stack.seen("PUT /m2m/v1/devices/actions/gotostate").size() == 1);
  CHECK(stack.seen("PUT /m2m/v1/devices/actions/goToState").empty());
}
