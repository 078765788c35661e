#pragma once
// Built-in names a name of an owner's may have been meant for.

#include <string>
#include <string_view>
#include <vector>

namespace uws::contract {

// A built-in name nothing of his stands for.
struct NearCandidate {
  std::string_view name;
  bool same_kind = false;
  bool same_place = false;  // by number
};

// Those like `name`, the nearest first, three at most: "AccountName (2 letters differ, same kind)".
std::vector<std::string> nearest_names(std::string_view name,
                                       const std::vector<NearCandidate>& candidates);

}  // namespace uws::contract
