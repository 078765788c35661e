#pragma once
// uws-bridge wsdl-diff: an operator's WSDL files beside the contract inside the program.

#include <iosfwd>
#include <string>
#include <vector>

#include "contract/model.h"

namespace uws::tools {

inline constexpr int kSame = 0;
inline constexpr int kDifferent = 1;
inline constexpr int kUnreadable = 2;

// The same for a contract that is read already; returns kSame or kDifferent.
int print_differences(const contract::Contract& theirs, std::ostream& out);

// Writes what differs between the program's contract and `files` (WSDL, with the documents they
// import beside them) to `out`, grouped by operation and type, or why a file cannot be read to
// `err`. Returns one of the codes above.
int wsdl_diff(const std::vector<std::string>& files, std::ostream& out, std::ostream& err);

}  // namespace uws::tools
