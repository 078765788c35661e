#pragma once
// docs/coverage.md, written from recordings and reasons.

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/mapping/coverage/trace.h"

namespace uws::coverage {

// What is said of one operation. Field paths begin with "Input/" or "Output/".
struct Coverage {
  std::string service, operation;
  std::vector<std::string> fields;             // in the contract's order
  Traces traces;                               // field -> place
  std::map<std::string, std::string> reasons;  // field -> why it is not traced
  std::set<std::string> silent;                // REST members without a field
};

// Operation ("CarrierService/MoveDevice") -> pattern -> reason. A pattern is a field's path, in
// which one "*" may stand for anything. Those of the operation "*" are for every operation's fields
// that are otherwise neither traced nor explained.
using Reasons = std::map<std::string, std::map<std::string, std::string>>;

// Traces every operation of the contract in the golden files below `root` and gives each field that
// is not traced its reason. `problems`: a field neither traced nor explained, an explanation of a
// traced field (an echo may be explained), of no field, or of no operation.
std::vector<Coverage> coverage_of(const std::string& root, const Reasons& reasons,
                                  std::vector<std::string>& problems);

// Whether `name` is `pattern`, in which one "*" stands for anything.
bool matches(std::string_view pattern, std::string_view name);

// `rest_only` is the section about what REST alone has (rest_side.h).
std::string page_text(const std::vector<Coverage>& all, const std::string& rest_only);

}  // namespace uws::coverage
