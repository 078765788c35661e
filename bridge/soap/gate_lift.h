#pragma once
// Name/Value and Kind/Identifier pairs that clients leave bare where the contract wants them
// wrapped: the documentation's tables show them so (e.g. Name and Value directly below
// DeviceCustomFieldFilter, Kind and Identifier directly below Device).

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "contract/shape.h"

namespace uws::soap {

// How the gate writes a tag of the document for gSOAP; `above` is the namespace in force.
void open_tag(std::string& out, std::string_view name, std::string_view name_space,
              std::string_view above, std::string_view attributes = {});
void close_tag(std::string& out, std::string_view name);

// How a type wraps pairs.
struct PairHome {
  const contract::Shape* pair = nullptr;  // the type with exactly two string members
  const contract::Shape* list = nullptr;  // the array of pairs
  std::string_view list_member;           // name of the list inside its holder; empty = no holder
  const contract::Shape* holder_list = nullptr;  // array of holders; null = no such level
  std::string_view holder_item;                  // name of a holder inside holder_list

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
  // Appends the elements to insert before the end tag, where `name_space` is in force.
  void append_elements(std::string& out, std::string_view name_space) const;

 private:
  using Pair = std::pair<std::string, std::string>;
  void append_pair(std::string& out, const Pair& pair, std::string_view above) const;

  PairHome home_;
  std::vector<Pair> open_;
  std::vector<std::vector<Pair>> groups_;
};

}  // namespace uws::soap
