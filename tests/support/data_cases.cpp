#include "tests/support/data_cases.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <stdexcept>

#include "tests/support/paths.h"

namespace uws::test {
namespace {

namespace fs = std::filesystem;

struct Group {
  std::string name;
  std::function<std::vector<DataCase>()> list;
  std::function<void()> after;
  std::vector<DataCase> cases = {};
};

std::vector<Group>& groups() {
  static std::vector<Group> all;
  return all;
}

// By the name of the test case; doctest keeps pointers to the names.
std::map<std::string, std::function<void()>>& checks() {
  static std::map<std::string, std::function<void()>> all;
  return all;
}

void run_current() { checks().at(doctest::getContextOptions()->currentTest->m_name)(); }

// doctest runs cases in the order of file and line.
void add(const std::string& file, unsigned line, const std::string& name,
         std::function<void()> check) {
  const auto [entry, added] = checks().emplace(name, std::move(check));
  if (!added) throw std::runtime_error("two data cases are called " + name);
  doctest::detail::TestCase made(run_current, file.c_str(), line,
                                 doctest::detail::TestSuite() * kDataSuite);
  doctest::detail::regTest(made * entry->first.c_str());
}

}  // namespace

DataCases::DataCases(std::string group, std::function<std::vector<DataCase>()> list,
                     std::function<void()> after) {
  groups().push_back({std::move(group), std::move(list), std::move(after)});
}

std::vector<DataCase> cases_below(const fs::path& folder, void (*check)(const fs::path& file)) {
  std::vector<DataCase> found;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const auto& file = entry.path();
    if (file.extension() != ".txt" || file.filename() == "CMakeLists.txt") continue;
    const auto name = file.lexically_relative(folder).replace_extension().string();
    found.push_back({file, name, [check, file] { check(file); }});
  }
  std::sort(found.begin(), found.end(),
            [](const auto& one, const auto& other) { return one.file < other.file; });
  return found;
}

std::size_t register_data_cases(const std::string* only) {
  bool exact = false;
  for (auto& group : groups()) {
    group.cases = group.list();
    if (group.cases.empty()) throw std::runtime_error(group.name + ": no data files");
    for (const auto& each : group.cases) exact = exact || (only && each.name == *only);
  }
  std::size_t count = 0;
  unsigned line = 1;
  for (const auto& group : groups()) {
    const auto before = count;
    for (const auto& each : group.cases) {
      const bool wanted =
          !only || (exact ? each.name == *only : each.name.find(*only) != std::string::npos);
      if (!wanted) continue;
      const auto file = each.file.lexically_relative(source_path()).string();
      add(file, line, group.name + ": " + each.name, each.check);
      ++count;
    }
    if (group.after && count > before) add("~", line, group.name + ": afterwards", group.after);
    ++line;
  }
  return count;
}

}  // namespace uws::test
