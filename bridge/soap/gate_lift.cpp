#include "bridge/soap/gate_lift.h"

#include <algorithm>

#include "base/xml_out.h"

namespace uws::soap {
namespace {

bool is_pair(const contract::Shape& type) {
  return type.members.size() == 2 &&
         std::all_of(type.members.begin(), type.members.end(), [](const contract::Member& m) {
           return m.kind == contract::ValueKind::string;
         });
}

const contract::Shape* item_of(const contract::Shape& type) {
  const bool array = type.members.size() == 1 && type.members[0].repeated;
  return array ? type.members[0].type : nullptr;
}

}  // namespace

void open_tag(std::string& out, std::string_view name, std::string_view name_space,
              std::string_view above, std::string_view attributes) {
  out.append("<").append(name);
  if (name_space != above) out.append(" xmlns=\"").append(name_space).append("\"");
  out.append(attributes).append(">");
}

void close_tag(std::string& out, std::string_view name) {
  out.append("</").append(name).append(">");
}

PairHome pair_home(const contract::Shape& type) {
  PairHome home;
  if (const contract::Shape* item = item_of(type)) {
    if (is_pair(*item)) return {item, &type, {}, nullptr, {}};
    home = pair_home(*item);
    if (!home || home.list_member.empty() || home.holder_list) return {};
    home.holder_list = &type;
    home.holder_item = type.members[0].name;
    return home;
  }
  // One plain value may stand beside the list: DeviceIdentifierCollection's IpAddress.
  const bool alone =
      type.members.size() == 1 ||
      (type.members.size() == 2 && type.members[1].kind == contract::ValueKind::string);
  if (!alone || type.members[0].kind != contract::ValueKind::complex) return {};
  const contract::Shape& only = *type.members[0].type;
  const contract::Shape* item = item_of(only);
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

void PairCollector::append_pair(std::string& out, const Pair& pair, std::string_view above) const {
  const contract::Member& item = home_.list->members[0];
  open_tag(out, item.name, home_.list->name_space, above);
  for (std::size_t i = 0; i < 2; ++i) {
    const contract::Member& half = home_.pair->members[i];
    open_tag(out, half.name, home_.pair->name_space, home_.list->name_space);
    base::append_xml_text(out, i == 0 ? pair.first : pair.second);
    close_tag(out, half.name);
  }
  close_tag(out, item.name);
}

void PairCollector::append_elements(std::string& out, std::string_view name_space) const {
  // The holder's own namespace is the pair's: both are common types.
  const std::string_view holders = home_.pair->name_space;
  for (const auto& group : groups_) {
    std::string_view above = name_space;
    if (home_.holder_list) {
      open_tag(out, home_.holder_item, home_.holder_list->name_space, above);
      above = home_.holder_list->name_space;
    }
    if (!home_.list_member.empty()) {
      open_tag(out, home_.list_member, holders, above);
      above = holders;
    }
    for (const auto& pair : group) append_pair(out, pair, above);
    if (!home_.list_member.empty()) close_tag(out, home_.list_member);
    if (home_.holder_list) close_tag(out, home_.holder_item);
  }
}

}  // namespace uws::soap
