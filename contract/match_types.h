#pragma once
// The types of an owner's contract beside the built-in ones, from a wrapper down; a part of
// contract/match.h.

#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "contract/match.h"

namespace uws::contract {

class TypeMatcher {
 public:
  TypeMatcher(const Contract& theirs, const Rules& rules, Plan& plan, Matching& result)
      : theirs_(theirs), rules_(rules), plan_(plan), result_(result) {}

  // His type as it stands for `ours`; a wrapper's one member is matched by its place.
  const Shape* shape(const Name& type, const Shape& ours, Direction direction,
                     bool wrapper = false);

  // A rule has been of use.
  void use(const Rule& rule) { used_.insert(&rule); }
  bool used(const Rule& rule) const { return used_.contains(&rule); }

 private:
  // His type while its tables are made.
  struct Making {
    Name type;
    const Shape* ours;
    Direction direction;
    bool by_place = false;  // the one member of each stands for the other
    bool level = false;     // the rest of ours is to be found around it
    std::vector<Element> elements = {};
    std::vector<Member>* members = nullptr;
    std::vector<Place>* places = nullptr;
    std::vector<Outer*> outers = {};                  // by index; null = none yet
    std::map<const Member*, std::size_t> taken = {};  // ours -> his
    std::map<const Member*, std::vector<Place>*> flattened = {};

    std::string group() const;
  };
  struct Twin {
    const Member* ours = nullptr;
    const Member* inside = nullptr;
    const Rule* rename = nullptr;
  };

  void fill(Making& making, Shape& made);
  void fill_member(Making& making, std::size_t index);
  void fill_level(Making& making, std::size_t index);
  void fill_extra(Making& making, std::size_t index, bool reported);
  void flatten(Making& making);
  static void place(Making& making, const Twin& twin, const Place& place);
  Twin twin(const Making& making, const Element& element);
  bool kinds_agree(const Making& making, const Element& element, const Member& ours);
  void fill_kind(Making& making, std::size_t index, const Member& ours);
  void fill_enumeration(Making& making, std::size_t index);
  void finish_layout(Making& making, Layout& layout);
  void report_ours(const Making& making);
  void suggest(const Making& making);
  const Rule* rule(const std::vector<Rule>& rules, const Name& type, const std::string& member);
  Finding& find(const Making& making, Finding::Matter matter, const std::string& what);
  Outer& outer(Making& making, std::size_t index);
  const Shape* unknown_shape(const Name& type);
  // Built-in members nothing stands for that the member may have been meant for.
  std::vector<std::string> nearest(const Making& making, std::size_t index) const;

  const Contract& theirs_;
  const Rules& rules_;
  Plan& plan_;
  Matching& result_;
  std::map<std::tuple<Name, const Shape*, Direction>, const Shape*> made_;
  std::map<Name, const Shape*> unknown_;
  std::map<std::tuple<std::string, std::string>, std::size_t> found_;  // into findings
  std::set<const Rule*> used_;
};

// The kind of a value of a simple type.
ValueKind value_kind(const Contract& contract, const Name& type);

// The members of a type that have a name: all but xs:any.
std::vector<Element> named_members(const Contract& contract, const Name& type);

// "type DeviceInformation {URI}"
std::string type_title(const Name& type);

// Letters to change, add or take to make one of the other, case and all.
std::size_t edit_distance(std::string_view a, std::string_view b);

}  // namespace uws::contract
