#include "contract/match_callbacks.h"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>

#include "contract/callback_place.h"
#include "contract/match_nearest.h"
#include "contract/match_types.h"

namespace uws::contract {
namespace {

using Content = CallbackElement::Content;
using Elements = std::vector<const CallbackElement*>;

const CallbackElement* find(const Elements& elements, const std::string& name) {
  const auto found = std::ranges::find_if(
      elements, [&](const CallbackElement* element) { return element->name == name; });
  return found == elements.end() ? nullptr : *found;
}

class CallbackMatcher {
 public:
  explicit CallbackMatcher(const CallbackLayout& theirs)
      : contract_(theirs.contract()), rules_(theirs.rules()) {}

  void message(const Element& theirs, const CallbackElement& ours) {
    content(theirs.type, ours, false);
  }

  std::vector<Finding> findings;

 private:
  // One of his types beside the built-in element whose members it holds.
  struct Pair {
    const Name& type;
    const CallbackElement& ours;
    bool in_level;
    std::vector<Element> theirs = {};
    Elements all = {};            // the elements of `ours`, those of levels he does not have too
    Elements left = {};           // of them those without a place
    std::set<std::string> below;  // names that a level of his has taken
    bool open = false;
    std::vector<std::size_t> only_theirs = {};
  };

  void content(const Name& type, const CallbackElement& ours, bool in_level) {
    if (!visited_.emplace(type, &ours).second) return;
    Pair pair{type, ours, in_level, named_members(contract_, type), {}, {}, {}};
    pair.open = ours.content == Content::open;
    for (const auto& element : ours.members) {
      if (!rule_for(rules_.flatten, type, element.name)) {
        pair.all.push_back(&element);
        continue;
      }
      pair.open = pair.open || element.content == Content::open;
      for (const auto& inner : element.members) pair.all.push_back(&inner);
    }
    pair.left = pair.all;
    for (std::size_t i = 0; i < pair.theirs.size(); ++i) member(pair, i);
    for (const auto i : pair.only_theirs) only_theirs(pair, i);
    if (in_level) return;  // the rest has its place around the level, or is told there
    for (const auto* element : pair.left) only_ours(pair, *element);
  }

  void member(Pair& pair, std::size_t index) {
    const auto& theirs = pair.theirs[index];
    const auto place = callback_place(rules_, pair.type, theirs, pair.ours.name, pair.in_level);
    const auto* twin = find(pair.left, place.ours);
    std::erase(pair.left, twin);
    const bool level = place.level || (place.second_data && !twin);
    if (level && contract_.is_complex(theirs.type)) return level_of(pair, theirs);
    if (twin) return both(pair, theirs, *twin);
    // A type of his that is its own level has the members of the level once more.
    if (!pair.below.contains(place.ours) && !pair.open) pair.only_theirs.push_back(index);
  }

  void level_of(Pair& pair, const Element& level) {
    content(level.type, pair.ours, true);
    for (const auto& held : named_members(contract_, level.type)) {
      const auto name = callback_place(rules_, level.type, held, pair.ours.name, true).ours;
      pair.below.insert(name);
      std::erase(pair.left, find(pair.left, name));
    }
  }

  void both(const Pair& pair, const Element& theirs, const CallbackElement& ours) {
    if (ours.repeated && theirs.max == 1) kind(pair, theirs, "one there, a list here");
    if (theirs.type == Name{kXsd, "anyType"}) return;
    const bool complex = contract_.is_complex(theirs.type);
    if (complex && ours.content != Content::value) return content(theirs.type, ours, false);
    const bool empty = ours.content == Content::open || ours.members.empty();
    if (!complex && empty) return;
    kind(pair, theirs,
         complex ? "has members there, is a value here" : "is a value there, has members here");
  }

  void kind(const Pair& pair, const Element& theirs, const std::string& what) {
    auto* finding = fresh(pair, Finding::Matter::kind, theirs.name.local + ": " + what);
    if (!finding) return;
    finding->key = display_name(pair.type) + "." + theirs.name.local;
    finding->open = !rule_for(rules_.ignore, pair.type, theirs.name.local);
    finding->required = theirs.min > 0;
    finding->nillable = theirs.nillable;
  }

  void only_theirs(const Pair& pair, std::size_t index) {
    const auto& theirs = pair.theirs[index];
    const auto& name = theirs.name.local;
    const auto* renamed = rule_for(rules_.rename, pair.type, name);
    auto* finding =
        fresh(pair, Finding::Matter::only_his,
              name + ": only there" +
                  (renamed ? "; no callback has " + renamed->value + ", which a rule names" : ""));
    if (!finding) return;
    finding->constant = rule_for(rules_.constant, pair.type, name) != nullptr;
    finding->open = !finding->constant && !rule_for(rules_.ignore, pair.type, name);
    finding->required = theirs.min > 0;
    finding->nillable = theirs.nillable && theirs.max == 1;
    finding->key = display_name(pair.type) + "." + name;
    std::vector<NearCandidate> candidates;
    const bool complex = contract_.is_complex(theirs.type);
    for (std::size_t i = 0; i < pair.all.size(); ++i) {
      const auto& ours = *pair.all[i];
      if (!find(pair.left, ours.name)) continue;
      const auto kind = complex ? Content::members : Content::value;
      const bool same_kind = ours.content == kind || ours.content == Content::open;
      candidates.push_back({ours.name, same_kind, i == index});
    }
    finding->nearest = nearest_names(name, candidates);
  }

  void only_ours(const Pair& pair, const CallbackElement& ours) {
    auto* finding = fresh(pair, Finding::Matter::only_ours, ours.name + ": only here");
    if (!finding) return;
    finding->open = !rule_for(rules_.ignore, pair.type, ours.name);
    finding->key = display_name(pair.type) + "." + ours.name;
  }

  // Null: it has been told, of another place where the type stands.
  Finding* fresh(const Pair& pair, Finding::Matter matter, const std::string& what) {
    if (!told_.emplace(pair.type, what).second) return nullptr;
    Finding finding{matter};
    finding.directions = kCallback;
    finding.group = type_title(pair.type);
    finding.what = what;
    return &findings.emplace_back(std::move(finding));
  }

  const Contract& contract_;
  const Rules& rules_;
  std::set<std::tuple<Name, const CallbackElement*>> visited_;
  std::set<std::tuple<Name, std::string>> told_;
};

}  // namespace

std::vector<Finding> match_callbacks(const CallbackLayout& theirs,
                                     std::span<const CallbackElement> ours) {
  CallbackMatcher matcher(theirs);
  for (const auto& message : ours) {
    const auto root = theirs.roots().find(message.name);
    if (root != theirs.roots().end()) matcher.message(root->second, message);
  }
  return std::move(matcher.findings);
}

}  // namespace uws::contract
