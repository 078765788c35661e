#include "bridge/soap/gate_body.h"

#include <algorithm>

#include "base/text.h"
#include "bridge/soap/gate_limits.h"
#include "bridge/soap/gate_values.h"

namespace uws::soap {
namespace {

constexpr std::string_view kNil = "http://www.w3.org/2001/XMLSchema-instance\nnil";
constexpr std::string_view kBegin =
    "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" "
    "xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\"><s:Body>";
constexpr std::string_view kEnd = "</s:Body></s:Envelope>";
constexpr std::string_view kType = "http://www.w3.org/2001/XMLSchema-instance\ntype";

std::string_view without_prefix(std::string_view qname) {
  const auto colon = qname.find(':');
  return colon == std::string_view::npos ? qname : qname.substr(colon + 1);
}

}  // namespace

BodyCheck::BodyCheck(std::string_view document, GateReport& report,
                     const contract::Wrapper* wrapper, const Leniency& leniency)
    : document_(document), report_(report), wrapper_(wrapper), leniency_(leniency) {
  if (!wrapper_) return;
  levels_.reserve(kMaxDepth);
  out_.reserve(document.size());
  out_ += kBegin;
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

void BodyCheck::start(std::string_view uri, std::string_view local, const char** attributes,
                      std::size_t content) {
  if (!wrapper_ || done_) return;
  if (stray_depth_ > 0) return start_inside_stray(local);
  if (levels_.empty()) return start_wrapper(uri, local);
  start_member(uri, local, attributes, content);
}

void BodyCheck::start_wrapper(std::string_view uri, std::string_view local) {
  if (uri != contract::kMessageNamespace || local != wrapper_->name) return refuse_wrapper();
  report_.has_wrapper = true;
  Level level;
  level.shape = wrapper_->type;
  level.name = wrapper_->name;
  level.name_space = contract::kMessageNamespace;
  open(level, {});
  levels_.push_back(std::move(level));
}

// A member under its own name or, in the same namespace, under another one it is known by.
const contract::Member* BodyCheck::find_member(const Level& parent, std::string_view uri,
                                               std::string_view local) const {
  const contract::Shape& shape = *parent.shape;
  if (parent.nil || uri != shape.name_space) return nullptr;
  if (const contract::Member* member = shape.find(local)) return member;
  for (const auto& alias : leniency_.aliases) {
    if (alias.alias != local || (leniency_.strict_order && !alias.always)) continue;
    if (!alias.type.empty() && alias.type != shape.name) continue;
    if (const contract::Member* member = shape.find(alias.canonical)) return member;
  }
  return nullptr;
}

// Whether the member is read: not a repetition, and in strict order not late.
bool BodyCheck::admit(Level& parent, const contract::Member& member) {
  const auto index = index_in(parent, member);
  if (member.repeated) {
    if (++parent.items <= kMaxItems) return true;
    report_.crowded_list = parent.name;
    stopped_ = true;
    return false;
  }
  if (parent.seen[index]) return false;
  if (leniency_.strict_order) {
    if (index < parent.next) return false;
    for (std::size_t i = parent.next; i < index; ++i) {
      if (parent.shape->members[i].required && !parent.seen[i]) {
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

void BodyCheck::start_member(std::string_view uri, std::string_view local, const char** attributes,
                             std::size_t content) {
  Level& parent = levels_.back();
  if (!parent.shape) {
    if (parent.nil) return start_stray(local, false);
    return violate(
        parent.name, "holds an element where a value is expected",
        end_element_expected(root_type(), parent.name, parent.name_space,
                             "element '" + std::string(clipped(local)) + "' from namespace '" +
                                 std::string(clipped(uri)) + "'"));
  }
  const contract::Member* member = find_member(parent, uri, local);
  const bool read = member && admit(parent, *member);
  if (stopped_) return;
  if (!read) return start_stray(local, member != nullptr);
  Level level;
  level.shape = member->type;
  level.member = member;
  level.name = member->name;
  level.name_space = parent.shape->name_space;
  level.content = content;
  if (!check_attributes(level, attributes)) return;
  if (levels_.size() == 1) report_.has_input = !level.nil;
  if (level.shape) open(level, parent.name_space);
  value_.clear();
  levels_.push_back(std::move(level));
}

// Whether the member may be nil, as WCF has it or as leniency has it.
bool BodyCheck::check_nil(const contract::Member& member) {
  const bool reference = member.kind == contract::ValueKind::string ||
                         member.kind == contract::ValueKind::complex || member.nillable;
  if (reference || (member.inferred && !leniency_.strict_order)) return true;
  violate(member.name, "is nil and may not be", cannot_be_null(member.kind));
  return false;
}

bool BodyCheck::check_attributes(Level& level, const char** attributes) {
  const contract::Member& member = *level.member;
  for (; *attributes; attributes += 2) {
    const std::string_view name = attributes[0], value = attributes[1];
    if (name == kNil && (value == "true" || value == "1")) {
      level.nil = true;
      if (!check_nil(member)) return false;
    } else if (name == kType) {
      const std::string_view expected = member.type ? member.type->name : names_of(member.kind).xsd;
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
  if (level.member->kind == contract::ValueKind::string) return note_forbidden(text);
  // Enough for the words of the refusal.
  constexpr std::size_t kMost = 4 * (kMaxEcho + 1);
  value_.append(text.substr(0, kMost + 1));
  if (value_.size() > kMost) cannot_read(*level.member);
}

void BodyCheck::note_forbidden(std::string_view text) {
  if (text.find_first_of("'<\\") != std::string_view::npos) report_.forbidden_character = true;
}

void BodyCheck::end(std::size_t offset) {
  if (!wrapper_ || done_) return;
  if (stray_depth_ > 0) return end_stray();
  Level& level = levels_.back();
  if (level.shape) {
    end_complex(level);
  } else {
    end_value(level, offset);
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

std::string_view BodyCheck::namespace_above() const {
  return levels_[levels_.size() - 2].name_space;
}

void BodyCheck::end_value(const Level& level, std::size_t offset) {
  const contract::Member& member = *level.member;
  if (level.nil) {
    if (!member.nillable) return forget(member);
    open(level, namespace_above());
    return close(level);
  }
  if (member.kind != contract::ValueKind::string) return end_number(level);
  open(level, namespace_above());
  if (offset > level.content) out_ += document_.substr(level.content, offset - level.content);
  close(level);
}

void BodyCheck::end_number(const Level& level) {
  const contract::Member& member = *level.member;
  std::string_view value = base::trimmed(value_);
  if (value.empty()) {
    const auto& zeros = leniency_.blank_is_zero;
    if (std::find(zeros.begin(), zeros.end(), member.name) != zeros.end()) {
      value = "0";
    } else if (member.inferred && !leniency_.strict_order) {
      return forget(member);
    }
  }
  if (!valid_value(member.kind, value)) {
    return cannot_read(member);
  }
  open(level, namespace_above());
  out_ += value;
  close(level);
}

void BodyCheck::end_complex(Level& level) {
  if (level.collector && !level.collector->empty()) {
    level.collector->append_elements(out_, level.name_space);
    level.seen.set();
  }
  if (!level.nil) {
    const auto members = level.shape->members;
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (members[i].required && !level.seen[i]) {
        return violate(
            members[i].name, "is required",
            expecting_element("EndElement", level.name, level.name_space, members[i].name));
      }
    }
  }
  close(level);
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

void BodyCheck::open(const Level& level, std::string_view parent_namespace) {
  open_tag(out_, level.name, level.name_space, parent_namespace,
           level.nil ? " i:nil=\"true\"" : "");
}

void BodyCheck::close(const Level& level) { close_tag(out_, level.name); }

std::string BodyCheck::document() {
  out_ += kEnd;
  return std::move(out_);
}

}  // namespace uws::soap
