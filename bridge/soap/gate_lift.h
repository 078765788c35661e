#pragma once
// Name/Value and Kind/Identifier pairs that clients leave bare where the contract wants them
// wrapped: the documentation's tables show them so (e.g. Name and Value directly below
// DeviceCustomFieldFilter, Kind and Identifier directly below Device).

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "contract/shape.h"
#include "contract/tokens.h"

namespace uws::soap {

// How a type wraps pairs.
struct PairHome {
  const contract::Shape* pair = nullptr;          // the type with exactly two string members
  const contract::Shape* list = nullptr;          // the array of pairs
  const contract::Member* list_member = nullptr;  // the list inside its holder; null = no holder
  const contract::Member* holder = nullptr;       // a holder inside an array; null = no such level

  explicit operator bool() const { return pair != nullptr; }
};

// Whether `type` is an array of pairs, a holder of one, or an array of holders; else an empty home.
PairHome pair_home(const contract::Shape& type);

// Collects stray pairs below one element of a type with a home.
class PairCollector {
 public:
  explicit PairCollector(PairHome home) : home_(home) {}

  // An element inside a stray subtree ended. False: its name is none of the pair's, so it is passed
  // over.
  bool leaf(std::string_view local_name, std::string_view text);
  // A stray direct child ended: what was collected in it becomes one group.
  void end_of_child();
  bool empty() const { return groups_.empty(); }
  // Appends what belongs before the element's end.
  void append_tokens(contract::Tokens& tokens) const;

 private:
  using Pair = std::pair<std::string, std::string>;
  void append_pair(contract::Tokens& tokens, const Pair& pair) const;

  PairHome home_;
  std::vector<Pair> open_;
  std::vector<std::vector<Pair>> groups_;
};

}  // namespace uws::soap
