#pragma once
// What differs between our contract and an operator's, and what that means for clients made from
// the operator's (wire.md: reactions to deviations).

#include <string>
#include <vector>

#include "contract/model.h"

namespace uws::tools {

struct Difference {
  std::string group;    // "operation ICarrierService.MoveDevice", "type MoveDeviceRequest {URI}"
  std::string what;     // "there" is the operator's contract, "here" is ours
  std::string meaning;  // for clients made from the operator's
};

struct Comparison {
  std::vector<Difference> differences;    // those of one group stand together
  std::size_t operations = 0;             // compared
  std::vector<std::string> not_compared;  // port types of ours the operator's files do not have
};

// Types are compared as far as a compared operation's messages hold them.
Comparison compare(const contract::Contract& ours, const contract::Contract& theirs);

}  // namespace uws::tools
