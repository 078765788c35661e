#pragma once
// An owner's contract as tables that the gate and the writer look through (contract/shape.h): each
// type with his names, order and rules, and for each member the built-in one it stands for. Made by
// contract/match.h, immutable, shared by all threads.

#include <deque>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "contract/shape.h"

namespace uws::contract {

// An operation of his that is one of ours.
struct BoundOperation {
  const ServiceOperation* ours = nullptr;
  std::string_view action;  // his SOAPAction
  Wrapper request{}, response{};
};

class Plan {
 public:
  // Null where he has no such operation: the built-in tables count.
  const BoundOperation* by_action(std::string_view action) const;
  // By its built-in name.
  const BoundOperation* find(std::string_view operation) const;
  std::size_t operations() const { return by_name_.size(); }
  // Of the codes of the service's faults: that of the wrappers.
  std::string_view message_namespace() const;

 private:
  friend class Matcher;
  friend class TypeMatcher;

  std::string_view keep(std::string text) { return *texts_.insert(std::move(text)).first; }

  // What the tables are made of: nothing in them moves.
  std::set<std::string, std::less<>> texts_;
  std::deque<Shape> shapes_;
  std::deque<Layout> layouts_;
  std::deque<Outer> outers_;
  std::deque<std::vector<Member>> members_;
  std::deque<std::vector<Place>> places_;
  std::deque<std::vector<std::string_view>> values_;
  std::deque<BoundOperation> operations_;
  std::map<std::string_view, const BoundOperation*> by_action_, by_name_;
};

}  // namespace uws::contract
