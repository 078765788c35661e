#include "bridge/soap/gate_lift.h"

#include <algorithm>

namespace uws::soap {
namespace {

bool is_pair(const contract::Shape& type) {
  return type.members.size() == 2 &&
         std::all_of(type.members.begin(), type.members.end(), [](const contract::Member& m) {
           return m.kind == contract::ValueKind::string && m.ours;
         });
}

const contract::Shape* item_of(const contract::Shape& type) {
  const bool array = type.members.size() == 1 && type.members[0].repeated && type.members[0].ours;
  return array ? type.members[0].type : nullptr;
}

}  // namespace

PairHome pair_home(const contract::Shape& type) {
  PairHome home;
  if (const contract::Shape* item = item_of(type)) {
    if (is_pair(*item)) return {item, &type, nullptr, nullptr};
    home = pair_home(*item);
    if (!home.list_member || home.holder) return {};
    home.holder = &type.members[0];
    return home;
  }
  // One plain value may stand beside the list: DeviceIdentifierCollection's IpAddress.
  const bool alone =
      type.members.size() == 1 ||
      (type.members.size() == 2 && type.members[1].kind == contract::ValueKind::string);
  if (!alone || type.members[0].kind != contract::ValueKind::complex) return {};
  if (!type.members[0].ours || type.members[0].outer) return {};
  const contract::Shape& only = *type.members[0].type;
  const contract::Shape* item = item_of(only);
  if (!item || !is_pair(*item)) return {};
  return {item, &only, &type.members[0], nullptr};
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
  if (home_.holder || groups_.empty()) {
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

void PairCollector::append_pair(contract::Tokens& tokens, const Pair& pair) const {
  tokens.begin(&home_.list->members[0]);
  tokens.value(home_.pair->members[0], pair.first);
  tokens.value(home_.pair->members[1], pair.second);
  tokens.end();
}

void PairCollector::append_tokens(contract::Tokens& tokens) const {
  for (const auto& group : groups_) {
    if (home_.holder) tokens.begin(home_.holder);
    if (home_.list_member) tokens.begin(home_.list_member);
    for (const auto& pair : group) append_pair(tokens, pair);
    if (home_.list_member) tokens.end();
    if (home_.holder) tokens.end();
  }
}

}  // namespace uws::soap
