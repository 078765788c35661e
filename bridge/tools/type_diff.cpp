#include "bridge/tools/type_diff.h"

#include <algorithm>
#include <iterator>

namespace uws::tools {
namespace {

const contract::Element* find(const std::vector<contract::Element>& members,
                              const std::string& local) {
  const auto found =
      std::find_if(members.begin(), members.end(),
                   [&](const contract::Element& member) { return member.name.local == local; });
  return found == members.end() ? nullptr : &*found;
}

// Whether a null of the type is a value of its own in .NET: text, bytes and classes.
bool nullable(const contract::Contract& contract, const contract::Name& name) {
  if (contract.is_complex(name)) return true;
  const contract::Type* type = contract.type(name);
  if (type != nullptr && !type->values.empty()) return false;
  const auto base = contract.simple_base(name).local;
  return base == "string" || base == "anyURI" || base == "base64Binary" || base == "anyType";
}

std::string shown(const std::string& space) { return space.empty() ? "no namespace" : space; }

std::string shown(const contract::Contract& contract, const contract::Name& name) {
  if (contract.is_complex(name)) return contract::shown(name);
  return contract.simple_base(name).local;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::vector<std::string> only_in(const std::set<std::string>& these,
                                 const std::set<std::string>& those) {
  std::vector<std::string> found;
  std::set_difference(these.begin(), these.end(), those.begin(), those.end(),
                      std::back_inserter(found));
  return found;
}

Meaning missing_there(const contract::Element& ours) {
  return {
      ours.min > 0 ? "they never send it, so the bridge refuses the call with "
                     "DeserializationFailed: it is required here"
                   : "they never send it: the member is read as absent",
      "Axis 1, Axis2, zeep and suds throw on the unexpected element; WCF, asmx, JAX-WS, PHP and "
      "gSOAP skip it"};
}

Meaning missing_here(const contract::Element& theirs) {
  return {"ignored by the bridge",
          theirs.min > 0 ? "never sent: WCF clients throw, as it is required there; others read it "
                           "as absent (null, 0 or false)"
                         : "never sent: read as absent (null, 0 or false)"};
}

}  // namespace

std::string title(const contract::Name& type) {
  const bool element = type.local.starts_with("element ");
  return (element ? "" : "type ") + type.local + " {" + type.space + "}";
}

std::string joined(const Meaning& meaning, unsigned directions) {
  std::string text;
  if ((directions & kRequest) != 0 && !meaning.request.empty()) {
    text = "request: " + meaning.request;
  }
  if ((directions & kResponse) != 0 && !meaning.response.empty()) {
    text += (text.empty() ? "response: " : "; response: ") + meaning.response;
  }
  if ((directions & contract::kCallback) != 0 && !meaning.callback.empty()) {
    text += (text.empty() ? "callback: " : "; callback: ") + meaning.callback;
  }
  return text;
}

void TypeDiff::elements(const contract::Name& ours, const contract::Name& theirs,
                        Direction direction) {
  const auto here = ours_.elements.find(ours);
  const auto there = theirs_.elements.find(theirs);
  if (here == ours_.elements.end() || there == theirs_.elements.end()) return;
  member(title({ours.space, "element " + ours.local}), here->second, there->second, direction);
}

void TypeDiff::types(const contract::Name& ours, const contract::Name& theirs,
                     Direction direction) {
  if (!visited_.insert({ours, theirs, direction}).second) return;
  const std::string group = title(ours);
  const bool named = !ours.local.starts_with("element ") && !theirs.local.starts_with("element ");
  if (named && ours.local != theirs.local) {
    note(group, "type is named " + theirs.local + " there",
         {"no effect, unless xsi:type names it", "no effect: the name is not on the wire"},
         direction);
  }
  const auto here = ours_.members(ours);
  const auto there = theirs_.members(theirs);
  if (named && ours.space != theirs.space && (here.empty() || there.empty())) {
    note(group, "type namespace: " + shown(theirs.space) + " there, " + shown(ours.space) + " here",
         {"no effect, unless xsi:type names it", "no effect, unless a client checks namespaces"},
         direction);
  }
  for (const auto& mine : here) {
    if (const contract::Element* other = find(there, mine.name.local)) {
      member(group, mine, *other, direction);
    } else {
      note(group, "member " + mine.name.local + ": missing there", missing_there(mine), direction);
    }
  }
  for (const auto& other : there) {
    if (find(here, other.name.local) != nullptr) continue;
    note(group, "member " + other.name.local + ": missing here", missing_here(other), direction);
  }
  order(group, here, there, direction);
}

void TypeDiff::order(const std::string& group, const std::vector<contract::Element>& ours,
                     const std::vector<contract::Element>& theirs, Direction direction) {
  std::vector<std::string> here, there;
  for (const auto& member : ours) {
    if (find(theirs, member.name.local) != nullptr) here.push_back(member.name.local);
  }
  for (const auto& member : theirs) {
    if (find(ours, member.name.local) != nullptr) there.push_back(member.name.local);
  }
  if (here == there) return;
  note(
      group, "order of members: " + joined(there) + " there; " + joined(here) + " here",
      {"no effect, as the bridge reads members in any order; with [contract] strict_order it reads "
       "those that come late as absent",
       "WCF clients lose every member that comes late; zeep and Axis2 throw"},
      direction);
}

void TypeDiff::member(const std::string& group, const contract::Element& ours,
                      const contract::Element& theirs, Direction direction) {
  const auto say = [&](const std::string& what, const Meaning& meaning) {
    note(group, what, meaning, direction);
  };
  if (ours.name.space != theirs.name.space && ours.name.local == theirs.name.local) {
    say("namespace of members: " + shown(theirs.name.space) + " there, " + shown(ours.name.space) +
            " here",
        {"the members are read as absent, and without a required one the call is refused with "
         "DeserializationFailed",
         "WCF, asmx, JAX-WS and gSOAP clients read the members as absent (a list as empty); Axis 1 "
         "and zeep throw"});
  }
  const std::string name = "member " + ours.name.local + ": ";
  if (ours.nillable != theirs.nillable) {
    const bool value = !nullable(ours_, ours.type);
    const Meaning here{
        "no effect", value ? "nil here makes WCF and asmx throw, and JAX-WS reads 0"
                           : "WCF reads nil as null; clients that hold to their schema may throw"};
    const Meaning there{
        value ? "nil is refused with DeserializationFailed" : "no effect: nil is read as null",
        "no effect: nil is never sent"};
    say(name + "nillable " + (theirs.nillable ? "there, not here" : "here, not there"),
        theirs.nillable ? there : here);
  }
  if ((ours.min > 0) != (theirs.min > 0)) {
    const Meaning here{"calls without it are refused with DeserializationFailed", "no effect"};
    const Meaning there{"no effect", "WCF clients throw when the bridge leaves it out"};
    say(name + (ours.min > 0 ? "required here, optional there" : "optional here, required there"),
        ours.min > 0 ? here : there);
  }
  if ((ours.max == 1) != (theirs.max == 1)) {
    const Meaning here{"no effect", "clients read one item, or throw on the second"};
    const Meaning there{"the bridge reads one item", "no effect: a list of one"};
    say(name + (ours.max == 1 ? "one here, a list there" : "a list here, one there"),
        ours.max == 1 ? there : here);
  }
  if (ours_.is_complex(ours.type) && theirs_.is_complex(theirs.type)) {
    types(ours.type, theirs.type, direction);
  } else {
    values(group, ours, theirs, direction);
  }
}

void TypeDiff::values(const std::string& group, const contract::Element& ours,
                      const contract::Element& theirs, Direction direction) {
  const std::string name = "member " + ours.name.local + ": ";
  const std::string here = shown(ours_, ours.type), there = shown(theirs_, theirs.type);
  if (here != there) {
    note(group, name + "type " + there + " there, " + here + " here",
         {"a value that does not fit the type here is refused with DeserializationFailed",
          "WCF and asmx throw on a value that does not fit the type there"},
         direction);
  }
  const contract::Type* our_type = ours_.type(ours.type);
  const contract::Type* their_type = theirs_.type(theirs.type);
  const auto our_values = our_type == nullptr ? std::set<std::string>() : our_type->values;
  const auto their_values = their_type == nullptr ? std::set<std::string>() : their_type->values;
  if (our_values.empty() && !their_values.empty()) {
    const auto all = only_in(their_values, {});
    note(group, name + "any text here, there only " + joined(all),
         {"no effect", "WCF, asmx, Axis 1 and gSOAP throw on any other value; JAX-WS reads null"},
         direction);
    return;
  }
  const auto more_there = only_in(their_values, our_values);
  const auto more_here = only_in(our_values, their_values);
  if (!more_there.empty()) {
    note(group, name + "values only there: " + joined(more_there),
         {"refused with DeserializationFailed", "never sent"}, direction);
  }
  if (!more_here.empty() && !their_values.empty()) {
    note(group, name + "values only here: " + joined(more_here),
         {"never sent", "WCF, asmx, Axis 1 and gSOAP throw on them; JAX-WS reads null"}, direction);
  } else if (!more_here.empty()) {
    note(group, name + "any text there, here only " + joined(more_here),
         {"any other value is refused with DeserializationFailed", "no effect"}, direction);
  }
}

void TypeDiff::note(const std::string& group, const std::string& what, const Meaning& meaning,
                    Direction direction) {
  const auto [place, fresh] = numbers_.emplace(std::pair(group, what), found_.size());
  if (fresh) found_.push_back({group, what, meaning, 0});
  found_[place->second].directions |= direction;
}

std::vector<Difference> TypeDiff::differences() const {
  std::vector<Difference> all;
  for (const auto& found : found_) {
    all.push_back({found.group, found.what, joined(found.meaning, found.directions)});
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const auto& a, const auto& b) { return a.group < b.group; });
  return all;
}

}  // namespace uws::tools
