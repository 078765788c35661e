#include "contract/match_types.h"

#include <algorithm>
#include <array>
#include <utility>

namespace uws::contract {
namespace {

// As many as the gate can take (BodyCheck::kMostMembers).
constexpr std::size_t kMostMembers = 64;
constexpr const char* kAnyElement = "(any element)";

std::string kind_name(ValueKind kind) {
  constexpr std::array<const char*, 7> kNames = {"a text",     "an int",    "a long", "a boolean",
                                                 "a dateTime", "a decimal", "complex"};
  return kNames[static_cast<std::size_t>(kind)];
}

// Whether not every value of ours is one of his.
bool needs_check(const Member& his, const Member& ours) {
  if (his.kind == ValueKind::complex) return false;
  return his.kind != ours.kind || (his.outer && !his.outer->values.empty());
}

bool is_list(const Shape& ours) { return ours.members.size() == 1 && ours.members[0].repeated; }

bool is_list(const std::vector<Element>& elements) {
  return elements.size() == 1 && elements[0].max != 1;
}

}  // namespace

const Shape* TypeMatcher::shape(const Name& type, const Shape& ours, Direction direction,
                                bool wrapper) {
  const auto key = std::tuple(type, &ours, direction);
  if (const auto known = made_.find(key); known != made_.end()) return known->second;
  Shape& made = plan_.shapes_.emplace_back();
  made_.emplace(key, &made);
  made.name = plan_.keep(display_name(type));
  made.name_space = plan_.keep(type.space);
  auto elements = named_members(theirs_, type);
  const bool one = wrapper && elements.size() == 1 && ours.members.size() == 1 &&
                   theirs_.is_complex(elements[0].type);
  const bool by_place = one || (is_list(ours) && is_list(elements));
  Making making{type, &ours, direction, by_place, false, std::move(elements)};
  fill(making, made);
  ++result_.types;
  return &made;
}

void TypeMatcher::fill(Making& making, Shape& made) {
  making.members = &plan_.members_.emplace_back(making.elements.size());
  making.places = &plan_.places_.emplace_back(making.ours->members.size());
  if (making.elements.size() > kMostMembers) {
    result_.problems.push_back(shown(making.type) + " has more than " +
                               std::to_string(kMostMembers) + " members");
    return;
  }
  Layout& layout = plan_.layouts_.emplace_back();
  layout.ours = making.ours;
  made.layout = &layout;
  made.members = *making.members;
  making.outers.resize(making.elements.size());
  flatten(making);
  for (std::size_t i = 0; i < making.elements.size(); ++i) fill_member(making, i);
  finish_layout(making, layout);
  if (!making.level) report_ours(making);
  suggest(making);
}

// Built-in levels he does not have.
void TypeMatcher::flatten(Making& making) {
  for (const auto& flat : rules_.flatten) {
    const auto* level = making.ours->find(flat.member);
    if (!flat.is_for(making.type, flat.member) || !level || !level->type) continue;
    use(flat);
    auto& places = plan_.places_.emplace_back(level->type->members.size());
    auto& dissolved = plan_.layouts_.emplace_back();
    dissolved.ours = level->type;
    dissolved.places = places;
    making.flattened.emplace(level, &places);
    (*making.places)[static_cast<std::size_t>(level - making.ours->members.data())].dissolved =
        &dissolved;
    making.taken.emplace(level, making.elements.size());
  }
}

std::string TypeMatcher::Making::group() const { return type_title(type); }

TypeMatcher::Twin TypeMatcher::twin(const Making& making, const Element& element) {
  const auto& ours = *making.ours;
  if (making.by_place) return {&ours.members[0]};
  const auto* renamed = rule(rules_.rename, making.type, element.name.local);
  const auto& name = renamed ? renamed->value : element.name.local;
  if (const auto* found = ours.find(name)) return {found, nullptr, renamed};
  for (const auto& [level, places] : making.flattened) {
    if (const auto* found = level->type->find(name)) return {found, level, renamed};
    const bool item = is_list(*level->type) && element.max != 1;
    if (item && !renamed) return {&level->type->members[0], level, nullptr};
  }
  if (renamed) {
    result_.problems.push_back(rules_.where(*renamed) + ": " + std::string(ours.name) +
                               " of this program has no member " + renamed->value);
  }
  return {};
}

void TypeMatcher::fill_member(Making& making, std::size_t index) {
  const auto& element = making.elements[index];
  Member& member = (*making.members)[index];
  member = {plan_.keep(element.name.local),
            plan_.keep(element.name.space),
            ValueKind::string,
            element.nillable,
            element.min > 0,
            element.max != 1,
            false,
            nullptr,
            nullptr,
            nullptr};
  if (const auto* level = rule(rules_.nest, making.type, element.name.local)) {
    if (theirs_.is_complex(element.type) && !making.level) return fill_level(making, index);
    result_.problems.push_back(rules_.where(*level) + ": is no level, or one within a level");
  }
  const auto found = twin(making, element);
  if (!found.ours || !kinds_agree(making, element, *found.ours)) {
    return fill_extra(making, index, found.ours != nullptr);
  }
  if (const auto [at, fresh] = making.taken.emplace(found.ours, index); !fresh) {
    const auto where = found.rename ? rules_.where(*found.rename) : shown(making.type);
    result_.problems.push_back(where + ": " + element.name.local +
                               " and another member both stand for " +
                               std::string(found.ours->name));
    return;
  }
  member.ours = found.ours;
  if (found.inside) outer(making, index).inside = found.inside;
  fill_kind(making, index, *found.ours);
  place(making, found,
        {.member = &member, .index = index, .checked = needs_check(member, *found.ours)});
  ++result_.members;
  if (found.rename) ++result_.renamed;
}

void TypeMatcher::place(Making& making, const Twin& twin, const Place& place) {
  const auto& around = twin.inside ? *twin.inside->type : *making.ours;
  auto& places = twin.inside ? *making.flattened.at(twin.inside) : *making.places;
  places[static_cast<std::size_t>(twin.ours - around.members.data())] = place;
}

// A level that only he has: its members are matched with those of the built-in type around it.
void TypeMatcher::fill_level(Making& making, std::size_t index) {
  const auto& element = making.elements[index];
  Member& level = (*making.members)[index];
  level.kind = ValueKind::complex;
  outer(making, index).level = true;
  Shape& shape = plan_.shapes_.emplace_back();
  shape.name = plan_.keep(display_name(element.type));
  shape.name_space = plan_.keep(element.type.space);
  level.type = &shape;
  auto elements = named_members(theirs_, element.type);
  const bool by_place = is_list(*making.ours) && is_list(elements);
  Making inner{element.type, making.ours, making.direction, by_place, true, std::move(elements)};
  fill(inner, shape);
  for (std::size_t i = 0; i < inner.places->size(); ++i) {
    const auto& at = (*inner.places)[i];
    if (!at.member) continue;
    (*making.places)[i] = {.member = at.member,
                           .index = index,
                           .level = &level,
                           .index_in_level = at.index,
                           .checked = at.checked};
    making.taken.emplace(&making.ours->members[i], index);
  }
}

void TypeMatcher::fill_extra(Making& making, std::size_t index, bool reported) {
  const auto& element = making.elements[index];
  Member& member = (*making.members)[index];
  if (theirs_.is_complex(element.type)) {
    member.kind = ValueKind::complex;
    member.type = unknown_shape(element.type);
  } else {
    member.kind = value_kind(theirs_, element.type);
  }
  const auto* constant = rule(rules_.constant, making.type, element.name.local);
  if (constant) outer(making, index).constant = plan_.keep(constant->value);
  const auto* ignored = rule(rules_.ignore, making.type, element.name.local);
  if (reported && !ignored && !constant) return;
  auto& finding = find(making, Finding::Matter::only_his, element.name.local + ": only there");
  finding.open = !constant && !ignored;
  finding.required = member.required;
  finding.nillable = member.nillable;
  finding.constant = constant != nullptr;
  finding.key = display_name(making.type) + "." + element.name.local;
}

bool TypeMatcher::kinds_agree(const Making& making, const Element& element, const Member& ours) {
  const bool complex = theirs_.is_complex(element.type);
  if (complex == (ours.type != nullptr)) {
    if ((element.max != 1) != ours.repeated) {
      find(making, Finding::Matter::kind,
           element.name.local +
               (ours.repeated ? ": one there, a list here" : ": a list there, one here"));
    }
    return true;
  }
  auto& finding = find(making, Finding::Matter::kind,
                       element.name.local + (complex ? ": has members there, is a value here"
                                                     : ": is a value there, has members here"));
  finding.required = element.min > 0;
  finding.nillable = element.nillable;
  return false;
}

void TypeMatcher::fill_enumeration(Making& making, std::size_t index) {
  const auto& name = making.elements[index].type;
  const auto* type = theirs_.type(name);
  if (type == nullptr || type->values.empty()) return;
  auto& values = plan_.values_.emplace_back();
  for (const auto& value : type->values) values.push_back(plan_.keep(value));
  auto& more = outer(making, index);
  more.values = values;
  more.type_name = plan_.keep(display_name(name));
}

// Kinds may differ where text carries both.
void TypeMatcher::fill_kind(Making& making, std::size_t index, const Member& ours) {
  const auto& element = making.elements[index];
  auto& member = (*making.members)[index];
  member.kind = ours.kind;
  member.inferred = ours.inferred;
  if (ours.type) {
    member.type = shape(element.type, *ours.type, making.direction);
    return;
  }
  fill_enumeration(making, index);
  const bool enumeration = member.outer != nullptr && !member.outer->values.empty();
  const auto kind = value_kind(theirs_, element.type);
  if (kind == ours.kind && !enumeration) return;
  auto& finding =
      find(making, Finding::Matter::text_carries,
           element.name.local + ": " + (enumeration ? "an enumeration" : kind_name(kind)) +
               " there, " + kind_name(ours.kind) + " here");
  finding.open = false;
  finding.nillable = member.nillable;
  if (kind == ValueKind::string && ours.kind != ValueKind::string) {
    member.inferred = true;  // an empty text is no value
    if (!enumeration) outer(making, index).type_name = "string";
  } else {
    member.kind = kind;
    member.inferred = false;
  }
}

Outer& TypeMatcher::outer(Making& making, std::size_t index) {
  auto& found = making.outers[index];
  if (!found) found = &plan_.outers_.emplace_back();
  (*making.members)[index].outer = found;
  return *found;
}

const Shape* TypeMatcher::unknown_shape(const Name& type) {
  if (const auto known = unknown_.find(type); known != unknown_.end()) return known->second;
  Shape& made = plan_.shapes_.emplace_back();
  made.name = plan_.keep(display_name(type));
  made.name_space = plan_.keep(type.space);
  Layout& layout = plan_.layouts_.emplace_back();
  layout.ours = &made;
  made.layout = &layout;
  unknown_.emplace(type, &made);
  return &made;
}

void TypeMatcher::finish_layout(Making& making, Layout& layout) {
  layout.places = *making.places;
  std::optional<std::size_t> last;
  const auto pass = [&](const Place& place) {
    if (!place.member) return;
    layout.moved = layout.moved || place.level || (last && place.index < *last);
    last = place.index;
  };
  for (const auto& place : *making.places) {
    if (!place.dissolved) {
      pass(place);
      continue;
    }
    for (const auto& inner : place.dissolved->places) pass(inner);
  }
  layout.moved = layout.moved || std::ranges::any_of(*making.members, [](const Member& member) {
                   return member.outer && member.outer->level;
                 });
  layout.extras = std::ranges::any_of(*making.members, [](const Member& member) {
    const bool constant = member.outer && member.outer->constant;
    const bool level = member.outer && member.outer->level;
    return !member.ours && !level && (constant || (member.nillable && !member.repeated));
  });
  layout.plain = !layout.moved && !layout.extras &&
                 std::ranges::none_of(*making.places, [](const Place& place) {
                   return place.dissolved || place.checked;
                 });
}

const Rule* TypeMatcher::rule(const std::vector<Rule>& rules, const Name& type,
                              const std::string& member) {
  for (const auto& each : rules) {
    if (!each.is_for(type, member)) continue;
    use(each);
    return &each;
  }
  return nullptr;
}

Finding& TypeMatcher::find(const Making& making, Finding::Matter matter, const std::string& what) {
  const auto group = making.group();
  const auto [place, fresh] = found_.emplace(std::tuple(group, what), result_.findings.size());
  if (fresh) {
    Finding finding{matter};
    finding.group = group;
    finding.what = what;
    result_.findings.push_back(std::move(finding));
  }
  auto& found = result_.findings[place->second];
  found.directions |= making.direction;
  return found;
}

std::vector<Element> named_members(const Contract& contract, const Name& type) {
  auto elements = contract.members(type);
  std::erase_if(elements, [](const Element& e) { return e.name.local == kAnyElement; });
  return elements;
}

std::string type_title(const Name& type) {
  return "type " + display_name(type) + " {" + type.space + "}";
}

ValueKind value_kind(const Contract& contract, const Name& type) {
  static const std::map<std::string, ValueKind> kinds = {{"int", ValueKind::int32},
                                                         {"short", ValueKind::int32},
                                                         {"byte", ValueKind::int32},
                                                         {"unsignedByte", ValueKind::int32},
                                                         {"unsignedShort", ValueKind::int32},
                                                         {"long", ValueKind::int64},
                                                         {"unsignedInt", ValueKind::int64},
                                                         {"boolean", ValueKind::boolean},
                                                         {"dateTime", ValueKind::date_time},
                                                         {"decimal", ValueKind::decimal},
                                                         {"double", ValueKind::decimal},
                                                         {"float", ValueKind::decimal},
                                                         {"integer", ValueKind::decimal},
                                                         {"unsignedLong", ValueKind::decimal},
                                                         {"nonNegativeInteger", ValueKind::decimal},
                                                         {"positiveInteger", ValueKind::decimal}};
  const auto base = contract.simple_base(type);
  const auto found = kinds.find(base.local);
  return base.space != kXsd || found == kinds.end() ? ValueKind::string : found->second;
}

}  // namespace uws::contract
