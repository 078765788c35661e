#include "bridge/soap/gate_lift.h"

#include <algorithm>

#include "bridge/soap/xml_text.h"

namespace uws::soap {
namespace {

bool is_pair(const Shape& type) {
  return type.members.size() == 2 &&
         std::all_of(type.members.begin(), type.members.end(),
                     [](const Member& m) { return m.kind == ValueKind::string; });
}

const Shape* item_of(const Shape& type) {
  const bool array = type.members.size() == 1 && type.members[0].repeated;
  return array ? type.members[0].type : nullptr;
}

std::string element(std::string_view name, std::string_view name_space, std::string_view content) {
  std::string out = "<" + std::string(name);
  if (!name_space.empty()) out += " xmlns=\"" + std::string(name_space) + "\"";
  return out + ">" + std::string(content) + "</" + std::string(name) + ">";
}

}  // namespace

PairHome pair_home(const Shape& type) {
  PairHome home;
  if (const Shape* item = item_of(type)) {
    if (is_pair(*item)) return {item, &type, {}, nullptr, {}};
    home = pair_home(*item);
    if (!home || home.list_member.empty() || home.holder_list) return {};
    home.holder_list = &type;
    home.holder_item = type.members[0].name;
    return home;
  }
  // One plain value may stand beside the list: DeviceIdentifierCollection's IpAddress.
  const bool alone = type.members.size() == 1 ||
                     (type.members.size() == 2 && type.members[1].kind == ValueKind::string);
  if (!alone || type.members[0].kind != ValueKind::complex) return {};
  const Shape& only = *type.members[0].type;
  const Shape* item = item_of(only);
  if (!item || !is_pair(*item)) return {};
  return {item, &only, type.members[0].name, nullptr, {}};
}

bool PairCollector::leaf(std::string_view local_name, std::string_view text) {
  const bool first = local_name == home_.pair->members[0].name;
  if (!first && local_name != home_.pair->members[1].name) return false;
  if (first) {
    open_.emplace_back(std::string(text), std::string());
  } else if (open_.empty() || !open_.back().second.empty()) {
    open_.emplace_back(std::string(), std::string(text));
  } else {
    open_.back().second = std::string(text);
  }
  return true;
}

void PairCollector::end_of_child() {
  // Only in an array of holders does each stray child stand for an item of its own; elsewhere the
  // two halves of a pair are children themselves.
  if (open_.empty()) return;
  if (home_.holder_list || groups_.empty()) {
    groups_.push_back(std::move(open_));
  } else {
    for (auto& pair : open_) {
      auto& last = groups_.back();
      const bool completes = pair.first.empty() && !last.empty() && last.back().second.empty();
      if (completes) {
        last.back().second = std::move(pair.second);
      } else {
        last.push_back(std::move(pair));
      }
    }
  }
  open_.clear();
}

std::string PairCollector::pairs_xml(const std::vector<Pair>& pairs) const {
  std::string out;
  for (const auto& [first, second] : pairs) {
    std::string first_text, second_text;
    append_xml_text(first_text, first);
    append_xml_text(second_text, second);
    const auto ns = home_.pair->name_space;
    out += element(home_.list->members[0].name, home_.list->name_space,
                   element(home_.pair->members[0].name, ns, first_text) +
                       element(home_.pair->members[1].name, ns, second_text));
  }
  return out;
}

std::string PairCollector::elements() const {
  std::string out;
  for (const auto& group : groups_) {
    std::string xml = pairs_xml(group);
    if (!home_.list_member.empty()) {
      // The holder's own namespace is the pair's: both are common types.
      xml = element(home_.list_member, home_.pair->name_space, xml);
    }
    if (home_.holder_list) xml = element(home_.holder_item, home_.holder_list->name_space, xml);
    out += xml;
  }
  return out;
}

}  // namespace uws::soap
