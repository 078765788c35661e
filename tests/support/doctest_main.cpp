#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <iostream>
#include <string>
#include <vector>

#include "tests/support/data_cases.h"

// doctest's options, and --case NAME: only the data files of that name
// (tests/support/data_cases.h).
int main(int argc, char** argv) {
  const std::string option = "--case";
  std::vector<char*> rest;
  const std::string* only = nullptr;
  std::string name;
  for (int i = 0; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == option && i + 1 < argc) {
      name = argv[++i];
      only = &name;
    } else if (word.starts_with(option + "=")) {
      name = word.substr(option.size() + 1);
      only = &name;
    } else {
      rest.push_back(argv[i]);
    }
  }
  doctest::Context context(static_cast<int>(rest.size()), rest.data());
  try {
    const auto count = uws::test::register_data_cases(only);
    if (only && count == 0) {
      std::cerr << "no data file of this program is called " << name
                << "; --list-test-cases shows them\n";
      return 2;
    }
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 2;
  }
  if (only) context.addFilter("test-suite", uws::test::kDataSuite);
  return context.run();
}
