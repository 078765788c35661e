#pragma once
// Data files as test cases: one doctest test case for each, so that a failing file is named, hides
// no other, and `PROGRAM --case NAME` runs it alone. Part of every test program (doctest_main.cpp).
//
//   void play(const std::filesystem::path& file);
//   const test::DataCases kPlayed("exchange", [] { return cases below a folder; });

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace uws::test {

struct DataCase {
  std::filesystem::path file;  // its path below the source tree is what a failure shows
  std::string name;            // what --case is compared with; not twice in a group
  std::function<void()> check;
};

// A group of data files; an object at namespace scope.
class DataCases {
 public:
  // `list` is called once, when the program starts, and its cases become test cases "GROUP: NAME".
  // A program whose group has no file ends with an error. `after` becomes a test case too, run when
  // all data cases have been.
  DataCases(std::string group, std::function<std::vector<DataCase>()> list,
            std::function<void()> after = nullptr);
};

// A case for each .txt file below `folder`, sorted, named by its path below it without extension.
std::vector<DataCase> cases_below(const std::filesystem::path& folder,
                                  void (*check)(const std::filesystem::path& file));

// Hands all groups to doctest. `only`: of the cases those whose name it is, or, when it is no
// case's name, those whose name has it as a part; null = all. How many cases there are then. Throws
// std::runtime_error when a group has no file.
std::size_t register_data_cases(const std::string* only);

// The test suite of the data cases.
inline constexpr const char* kDataSuite = "data files";

}  // namespace uws::test
