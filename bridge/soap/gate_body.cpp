#include "bridge/soap/gate_body.h"

#include <algorithm>

#include "base/text.h"
#include "bridge/soap/gate_limits.h"
#include "bridge/soap/gate_values.h"

namespace uws::soap {
namespace {

constexpr std::string_view kInstance = "http://www.w3.org/2001/XMLSchema-instance";

std::string_view without_prefix(std::string_view qname) {
  const auto colon = qname.find(':');
  return colon == std::string_view::npos ? qname : qname.substr(colon + 1);
}

}  // namespace

BodyCheck::BodyCheck(GateReport& report, contract::Tokens& tokens, const contract::Wrapper* wrapper,
                     const Leniency& leniency)
    : report_(report), tokens_(tokens), wrapper_(wrapper), leniency_(leniency) {
  tokens_.clear();
  if (wrapper_) levels_.reserve(kMaxDepth);
}

void BodyCheck::violate(std::string_view member, std::string_view rule, std::string message) {
  report_.violation = std::move(message);
  report_.violated.append(member).append(" ").append(rule);
  stopped_ = true;
}

void BodyCheck::refuse_wrapper() {
  report_.wrong_wrapper = true;
  stopped_ = true;
}

void BodyCheck::cannot_read(const contract::Member& member) {
  violate(member.name, "is no " + std::string(names_of(member.kind).clr),
          cannot_parse(root_type(), value_, member.kind));
}

void BodyCheck::break_limit(std::string_view words) {
  report_.xml_error = words;
  stopped_ = true;
}

bool BodyCheck::count_stray() { return ++report_.cost.strays <= kMaxStrays; }

void BodyCheck::start(const XmlElement& element) {
  if (!wrapper_ || done_) return;
  if (stray_depth_ > 0) return start_inside_stray(element.local);
  if (levels_.empty()) return start_wrapper(element);
  start_member(element);
}

void BodyCheck::start_wrapper(const XmlElement& element) {
  if (element.uri != wrapper_->name_space || element.local != wrapper_->name) {
    return refuse_wrapper();
  }
  report_.has_wrapper = true;
  Level level;
  level.shape = wrapper_->type;
  level.name = wrapper_->name;
  level.name_space = wrapper_->name_space;
  tokens_.begin(nullptr);
  levels_.push_back(std::move(level));
}

// A member under its own name or, in the same namespace, under another one it is known by.
const contract::Member* BodyCheck::find_member(Level& parent, const XmlElement& element) const {
  const contract::Shape& shape = *parent.shape;
  if (parent.nil) return nullptr;
  // Most clients keep the order, and lists have but one member.
  for (std::size_t i = parent.likely; i < shape.members.size() && i < parent.likely + 2; ++i) {
    const auto& likely = shape.members[i];
    if (likely.name != element.local || likely.name_space != element.uri) continue;
    parent.likely = i;
    return &likely;
  }
  const contract::Member* member = shape.find(element.local);
  if (!member && element.uri == shape.name_space) return find_alias(shape, element.local);
  if (!member || member->name_space != element.uri) return nullptr;
  parent.likely = index_in(parent, *member);
  return member;
}

const contract::Member* BodyCheck::find_alias(const contract::Shape& shape,
                                              std::string_view local) const {
  for (const auto& alias : leniency_.aliases) {
    if (alias.alias != local || (leniency_.strict_order && !alias.always)) continue;
    if (!alias.type.empty() && alias.type != shape.ours().name) continue;
    if (const contract::Member* member = shape.find_ours(alias.canonical)) return member;
  }
  return nullptr;
}

// Whether the member is read: not a repetition, and in strict order not late.
bool BodyCheck::admit(Level& parent, const contract::Member& member) {
  const auto index = index_in(parent, member);
  if (member.repeated) {
    if (++parent.items <= kMaxItems) {
      const bool again = parent.seen[index];
      parent.seen[index] = true;
      return !again || !member.ours || member.ours->repeated;
    }
    report_.crowded_list = parent.name;
    stopped_ = true;
    return false;
  }
  if (parent.seen[index]) return false;
  if (leniency_.strict_order) {
    if (index < parent.next) return false;
    for (std::size_t i = parent.next; i < index; ++i) {
      const auto& skipped = parent.shape->members[i];
      if (skipped.required && skipped.ours && !parent.seen[i]) {
        violate(parent.shape->members[i].name, "is required before what comes after it",
                expecting_element("Element", member.name, parent.shape->name_space,
                                  parent.shape->members[i].name));
        return false;
      }
    }
    parent.next = index + 1;
  }
  parent.seen[index] = true;
  return true;
}

void BodyCheck::start_member(const XmlElement& element) {
  Level& parent = levels_.back();
  if (!parent.shape) {
    if (parent.nil) return start_stray(element.local, false);
    return violate(
        parent.name, "holds an element where a value is expected",
        end_element_expected(root_type(), parent.name, parent.name_space,
                             "element '" + std::string(clipped(element.local)) +
                                 "' from namespace '" + std::string(clipped(element.uri)) + "'"));
  }
  const contract::Member* member = find_member(parent, element);
  bool read = member && admit(parent, *member);
  if (stopped_) return;
  if (read && parent.shape->layout) read = start_outer(parent, *member);
  if (!read) return start_stray(element.local, member != nullptr);
  Level level;
  level.shape = member->type;
  level.member = member;
  level.name = member->name;
  level.name_space = member->name_space;
  if (!check_attributes(level, element.attributes)) return;
  if (levels_.size() == 1) report_.has_input = !level.nil;
  if (!member->ours) {
    // A level that only the owner has.
  } else if (level.shape) {
    level.nil ? tokens_.nil(*member) : tokens_.begin(member);
  } else if (member->kind == contract::ValueKind::string && !level.nil) {
    tokens_.open_value();
  }
  value_.clear();
  levels_.push_back(std::move(level));
}

bool BodyCheck::start_outer(Level& parent, const contract::Member& member) {
  if (!member.ours && !(member.outer && member.outer->level)) {
    note_unread(parent, member);
    return false;
  }
  const auto* group = member.outer ? member.outer->inside : nullptr;
  return group == parent.group || open_group(parent, group, index_in(parent, member));
}

// `index` is that of the member that stands in the group.
bool BodyCheck::open_group(Level& parent, const contract::Member* group, std::size_t index) {
  const auto members = parent.shape->members;
  for (std::size_t i = 0; group && i < members.size(); ++i) {
    const bool of_group = members[i].outer && members[i].outer->inside == group;
    // Its members come together, or the later ones are late.
    if (of_group && i != index && parent.seen[i]) return false;
  }
  if (parent.group) tokens_.end();
  if (group) tokens_.begin(group);
  if (group && levels_.size() == 1) report_.has_input = true;
  parent.group = group;
  return true;
}

void BodyCheck::note_unread(const Level& parent, const contract::Member& member) {
  constexpr std::size_t kMost = 16;
  std::string name(parent.shape->name);
  name.append(".").append(member.name);
  auto& unread = report_.unread;
  if (unread.size() >= kMost || std::ranges::find(unread, name) != unread.end()) return;
  unread.push_back(std::move(name));
}

// Whether the member may be nil, as WCF has it or as leniency has it.
bool BodyCheck::check_nil(const contract::Member& member) {
  const bool reference = member.kind == contract::ValueKind::string ||
                         member.kind == contract::ValueKind::complex || member.nillable;
  if (reference || (member.inferred && !leniency_.strict_order)) return true;
  violate(member.name, "is nil and may not be", cannot_be_null(member.kind));
  return false;
}

bool BodyCheck::check_attributes(Level& level, std::span<const XmlAttribute> attributes) {
  const contract::Member& member = *level.member;
  for (const auto& [uri, name, value] : attributes) {
    if (uri != kInstance) continue;
    if (name == "nil" && (value == "true" || value == "1")) {
      level.nil = true;
      if (!check_nil(member)) return false;
    } else if (name == "type") {
      std::string_view expected = member.type ? member.type->name : names_of(member.kind).xsd;
      if (member.outer && !member.outer->type_name.empty()) expected = member.outer->type_name;
      if (without_prefix(value) != expected) {
        violate(level.name, "says another i:type than the contract",
                "Element '" + std::string(level.name_space) + ":" + std::string(level.name) +
                    "' contains data of the '" + std::string(clipped(value)) +
                    "' data contract. The deserializer has no knowledge of any type that maps to "
                    "this contract. Add the type corresponding to '" +
                    std::string(clipped(without_prefix(value))) +
                    "' to the list of known types - for example, by using the KnownTypeAttribute "
                    "attribute or by adding it to the list of known types passed to "
                    "DataContractSerializer.");
        return false;
      }
    }
  }
  return true;
}

void BodyCheck::start_stray(std::string_view local, bool known) {
  if (!known && !count_stray()) return break_limit(kTooManyStrays);
  stray_depth_ = 1;
  stray_known_ = known;
  gathers_ = false;
  Level& parent = levels_.back();
  if (leniency_.strict_order || known || !parent.shape || parent.nil) return;
  if (!parent.collector) {
    const PairHome home = pair_home(*parent.shape);
    if (!home) return;
    parent.collector = std::make_unique<PairCollector>(home);
  }
  gathers_ = true;
  stray_names_.assign(1, std::string(local));
  stray_texts_.assign(1, std::string());
}

void BodyCheck::start_inside_stray(std::string_view local) {
  if (!stray_known_ && !count_stray()) return break_limit(kTooManyStrays);
  ++stray_depth_;
  if (!gathers_) return;
  stray_names_.emplace_back(local);
  stray_texts_.emplace_back();
}

void BodyCheck::stray_text(std::string_view text) {
  if (!gathers_) return;
  gathered_ += text.size();
  if (gathered_ > kMaxStrayText) return break_limit(kTextTooLong);
  stray_texts_.back().append(text);
}

void BodyCheck::text(std::string_view text) {
  if (!wrapper_ || done_) return;
  if (stray_depth_ > 0) return stray_text(text);
  const bool between = levels_.empty() || levels_.back().shape;
  if (between && base::is_blank(text)) return;
  if (levels_.empty()) return refuse_wrapper();
  Level& level = levels_.back();
  if (level.nil) return;
  if (level.shape) {
    return violate(level.name, "holds text between its members",
                   end_element_expected(root_type(), level.name, level.name_space,
                                        "text '" + std::string(clipped(text)) + "'"));
  }
  if (level.member->kind == contract::ValueKind::string) {
    note_forbidden(text);
    return tokens_.append(text);
  }
  // Enough for the words of the refusal.
  constexpr std::size_t kMost = 4 * (kMaxEcho + 1);
  value_.append(text.substr(0, kMost + 1));
  if (value_.size() > kMost) cannot_read(*level.member);
}

void BodyCheck::note_forbidden(std::string_view text) {
  if (text.find_first_of("'<\\") != std::string_view::npos) report_.forbidden_character = true;
}

void BodyCheck::end() {
  if (!wrapper_ || done_) return;
  if (stray_depth_ > 0) return end_stray();
  Level& level = levels_.back();
  if (level.shape) {
    end_complex(level);
  } else {
    end_value(level);
  }
  if (stopped_) return;
  levels_.pop_back();
  done_ = levels_.empty();
}

// The member is as good as absent.
void BodyCheck::forget(const contract::Member& member) {
  Level& parent = levels_[levels_.size() - 2];
  parent.seen[index_in(parent, member)] = false;
}

void BodyCheck::end_value(const Level& level) {
  const contract::Member& member = *level.member;
  if (level.nil) return member.ours->nillable ? tokens_.nil(member) : forget(member);
  if (member.kind != contract::ValueKind::string) return end_number(level);
  if (member.outer) return end_text(level);
  tokens_.close_value(member);
}

void BodyCheck::end_text(const Level& level) {
  const contract::Member& member = *level.member;
  const auto values = member.outer->values;
  const auto value = base::trimmed(tokens_.opened());
  if (!values.empty() && !std::ranges::binary_search(values, value)) {
    return violate(
        member.name, "is no value of its enumeration",
        no_such_enum_value(root_type(), value, level.name_space, member.outer->type_name));
  }
  tokens_.close_value(member);
}

void BodyCheck::end_number(const Level& level) {
  const contract::Member& member = *level.member;
  std::string_view value = base::trimmed(value_);
  if (value.empty()) {
    const auto& zeros = leniency_.blank_is_zero;
    if (std::find(zeros.begin(), zeros.end(), member.ours->name) != zeros.end()) {
      value = "0";
    } else if (member.inferred && !leniency_.strict_order) {
      return forget(member);
    }
  }
  if (!valid_value(member.kind, value)) return cannot_read(member);
  tokens_.value(member, value);
}

void BodyCheck::end_complex(Level& level) {
  if (level.collector && !level.collector->empty()) {
    level.collector->append_tokens(tokens_);
    level.seen.set();
  }
  if (!level.nil) {
    const auto members = level.shape->members;
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (members[i].required && members[i].ours && !level.seen[i]) {
        return violate(
            members[i].name, "is required",
            expecting_element("EndElement", level.name, level.name_space, members[i].name));
      }
    }
  }
  if (level.group) tokens_.end();
  const bool only_his = level.member && !level.member->ours;
  if (!level.nil && !only_his) tokens_.end();
}

void BodyCheck::end_stray() {
  --stray_depth_;
  if (!gathers_) return;
  PairCollector& collector = *levels_.back().collector;
  const std::string& text = stray_texts_.back();
  if (collector.leaf(stray_names_.back(), text)) note_forbidden(text);
  stray_names_.pop_back();
  stray_texts_.pop_back();
  if (stray_depth_ == 0) collector.end_of_child();
}

}  // namespace uws::soap
