#pragma once
// Two contracts side by side: which operation, type and member of an owner's stands for which
// built-in one. Names decide, and his rules where they do not; nothing is guessed.
//
//  0. an operation that takes a callback message is a receiver's: match_callbacks.h looks at it;
//  1. an operation by its SOAPAction, else by its name within the service, else by its name alone;
//  2. a type by its place: wrapper, part, type of the member, whatever it is called;
//  3. a member by its local name, else by a rename rule; the namespace is his;
//  4. the item of a list by its place; one level more or less by nest and flatten;
//  5. what is left is open, with the nearest names.

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "contract/model.h"
#include "contract/plan.h"
#include "contract/rules.h"
#include "contract/shape.h"

namespace uws::contract {

// Or the message is a callback, which has no answer of interest.
enum Direction : unsigned { kRequest = 1, kResponse = 2, kCallback = 4 };

// Something that is not as in the built-in contract and matters.
struct Finding {
  enum class Matter {
    operation,     // he has it, we do not
    no_wrapper,    // a message of his operation has no wrapper or no part
    only_his,      // a member
    only_ours,     // a member
    kind,          // a member: one of them complex, or a list and no list
    text_carries,  // a member: kinds differ, a value of one is mostly one of the other's
  };
  Matter matter;
  bool open = true;         // else settled by a rule, or of no consequence
  unsigned directions = 0;  // in which it stands
  std::string group = {};   // "operation MoveDevice", "type DeviceInformation {URI}"
  std::string what = {};    // "Colour: only there"
  bool required = false;    // by whoever has it
  bool nillable = false;    // the same
  bool constant = false;    // a rule says what answers have
  // Built-in names that are like it, the nearest first: "AccountName (2 letters differ, same
  // kind)".
  std::vector<std::string> nearest = {};
  // For a first contract.toml: "Type.Member" of his; empty = there is nothing to write.
  std::string key = {};
};

struct Matching {
  std::shared_ptr<const Plan> plan;
  std::vector<Finding> findings;      // those of one group together
  std::vector<std::string> problems;  // rules that mean nothing; the plan is not to be used
  std::vector<const Rule*> unused;    // rules of no type that a message holds
  std::size_t types = 0, members = 0, renamed = 0;  // matched

  std::size_t open() const;
  // Adds to the findings.
  void add(std::vector<Finding> more);
};

// Pure. `ours` are the built-in tables, which the plan refers to.
Matching match(std::span<const Service> ours, const Contract& theirs, const Rules& rules);

}  // namespace uws::contract
