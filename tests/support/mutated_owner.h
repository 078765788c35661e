#pragma once
// The owner's contract of mutated_contract.h, read and matched.

#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "contract/match.h"
#include "contract/owner_files.h"
#include "tests/support/mutated_contract.h"
#include "tests/support/temp_dir.h"

namespace uws::test {

struct MutatedOwner {
  MutatedOwner() {
    write_mutated_contract(folder.path());
    files = contract::read_owner_files(folder.path().string());
    if (files) matching = contract::match(contract::services(), files->contract, files->rules);
  }

  TempDir folder;
  tl::expected<contract::OwnerFiles, std::vector<std::string>> files;
  contract::Matching matching;
};

}  // namespace uws::test
