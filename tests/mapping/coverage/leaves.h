#pragma once
// The values of one recorded exchange, each with the place it stands in.

#include <string>
#include <vector>

#include "bridge/recording/places.h"
#include "contract/shape.h"
#include "tests/support/golden_file.h"

namespace uws::coverage {

using recording::Leaf;

// One golden file, taken apart. Members that are nil, null or empty have no leaf.
struct Exchange {
  std::vector<Leaf> request;          // below Input
  std::vector<Leaf> response;         // below Output; empty when the exchange ends in a fault
  std::vector<Leaf> calls;            // REST: path segments, query and body; "store: …"
  std::vector<Leaf> replies;          // bodies of successful REST replies; "store: …"
  std::vector<std::string> unmapped;  // paths recorded as unknown
};

// `operation` is the request's wrapper; its shapes say which element is which field.
Exchange take_apart(const contract::Wrapper& operation, const testing::GoldenFile& file);

// Every field below `shape` that can hold a value, in the contract's order. A type without members
// is a field of its own.
std::vector<std::string> field_paths(const contract::Shape& shape);

}  // namespace uws::coverage
