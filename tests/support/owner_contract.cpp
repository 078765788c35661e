// owner-contract FOLDER: the owner's contract of the tests as files, for programs that are no C++.

#include <iostream>

#include "tests/support/mutated_contract.h"

int main(int argc, char** argv) try {
  if (argc != 2) {
    std::cerr << "usage: owner-contract FOLDER\n";
    return 2;
  }
  uws::test::write_mutated_contract(argv[1]);
  return 0;
} catch (const std::exception& error) {
  std::cerr << "owner-contract: " << error.what() << '\n';
  return 1;
}
