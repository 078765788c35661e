#include "tests/support/data_cases.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <stdexcept>

#include "tests/support/paths.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

using namespace uws::test;

namespace {

// Fails in a program started with UWS_SAMPLES_FAIL only: the tests below start this one again.
std::vector<DataCase> samples() {
  const bool fail = std::getenv("UWS_SAMPLES_FAIL") != nullptr;
  return {{source_path("/tests/a.txt"), "move", [=] { REQUIRE(!fail); }},
          {source_path("/tests/b.txt"), "move_back",
           [=] {
             if (fail) throw std::runtime_error("thrown");
           }},
          {source_path("/tests/c.txt"), "stay", [] { CHECK(true); }}};
}

const DataCases kSamples("sample", samples, [] { MESSAGE("after them"); });

struct Run {
  int code;
  std::string output;
};

Run run(const std::vector<std::string>& arguments) {
  Process program("tests/support_test", arguments, {{"UWS_SAMPLES_FAIL", "1"}});
  const auto code = program.wait_exit();
  return {code.value_or(-1), program.output() + program.errors()};
}

bool shows(const Run& run, const std::string& text) {
  return run.output.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("each file that fails is named, and hides no other") {
  const auto all = run({"--test-suite=data files"});
  CHECK(all.code == 1);
  CHECK(shows(all, "TEST CASE:  sample: move\n"));
  CHECK(shows(all, "tests/a.txt:1:"));
  CHECK(shows(all, "TEST CASE:  sample: move_back\n"));
  CHECK(shows(all, "thrown"));
  CHECK(shows(all, "after them"));
  CHECK(shows(all, "test cases: 4 | 2 passed | 2 failed"));
}

TEST_CASE("--case runs the file of that name, or else those with the name as a part") {
  CHECK(shows(run({"--case", "move"}), "test cases: 2 | 1 passed | 1 failed"));
  CHECK(shows(run({"--case=mov"}), "test cases: 3 | 1 passed | 2 failed"));
  const auto well = run({"--case", "stay"});
  CHECK(well.code == 0);
  CHECK(shows(well, "test cases: 2 | 2 passed | 0 failed"));
  const auto none = run({"--case", "nowhere"});
  CHECK(none.code == 2);
  CHECK(shows(none, "no data file of this program is called nowhere"));
}

TEST_CASE("cases are the .txt files below a folder, by their paths") {
  const TempDir folder;
  std::filesystem::create_directory(folder / "inner");
  for (const auto* name : {"b.txt", "inner/a.txt", "README.md", "CMakeLists.txt"}) {
    std::ofstream(folder / name) << "x";
  }
  const auto cases = cases_below(folder.path(), nullptr);
  REQUIRE(cases.size() == 2);
  CHECK(cases[0].name == "b");
  CHECK(cases[1].name == "inner/a");
  CHECK(cases[1].file == folder / "inner/a.txt");
}
