#pragma once
// Two contracts' types side by side, member by member, from the elements of a message down.

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "bridge/tools/contract_diff.h"
#include "contract/match.h"

namespace uws::tools {

using contract::Direction;
using contract::kRequest;
using contract::kResponse;

// What a difference means where the type stands in a request, where in a response, and where in a
// callback.
struct Meaning {
  std::string request, response, callback = {};
};
// "request: …; response: …; callback: …" of the directions that have a meaning.
std::string joined(const Meaning& meaning, unsigned directions);

class TypeDiff {
 public:
  TypeDiff(const contract::Contract& ours, const contract::Contract& theirs)
      : ours_(ours), theirs_(theirs) {}

  // Compares two global elements both contracts declare.
  void elements(const contract::Name& ours, const contract::Name& theirs, Direction direction);

  // Each difference once, with its meaning for every direction it was met in.
  std::vector<Difference> differences() const;

 private:
  struct Found {
    std::string group, what;
    Meaning meaning;
    unsigned directions = 0;
  };

  void types(const contract::Name& ours, const contract::Name& theirs, Direction direction);
  void member(const std::string& group, const contract::Element& ours,
              const contract::Element& theirs, Direction direction);
  void values(const std::string& group, const contract::Element& ours,
              const contract::Element& theirs, Direction direction);
  void order(const std::string& group, const std::vector<contract::Element>& ours,
             const std::vector<contract::Element>& theirs, Direction direction);
  void note(const std::string& group, const std::string& what, const Meaning& meaning,
            Direction direction);

  const contract::Contract& ours_;
  const contract::Contract& theirs_;
  std::set<std::tuple<contract::Name, contract::Name, Direction>> visited_;
  std::vector<Found> found_;
  std::map<std::pair<std::string, std::string>, std::size_t> numbers_;  // into found_
};

// "type MoveDeviceRequest {URI}", "element MoveDevice {URI}"
std::string title(const contract::Name& type);

}  // namespace uws::tools
