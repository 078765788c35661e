#include "bridge/soap/gate_body.h"

#include <algorithm>

#include "bridge/soap/gate_values.h"
#include "bridge/soap/xml_text.h"

namespace uws::soap {
namespace {

constexpr std::string_view kNil = "http://www.w3.org/2001/XMLSchema-instance\nnil";
constexpr std::string_view kType = "http://www.w3.org/2001/XMLSchema-instance\ntype";

bool blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

std::string_view without_prefix(std::string_view qname) {
  const auto colon = qname.find(':');
  return colon == std::string_view::npos ? qname : qname.substr(colon + 1);
}

std::string_view xsd_name(ValueKind kind) {
  switch (kind) {
    case ValueKind::int32:
      return "int";
    case ValueKind::int64:
      return "long";
    case ValueKind::boolean:
      return "boolean";
    case ValueKind::date_time:
      return "dateTime";
    case ValueKind::string:
    case ValueKind::complex:
      return "string";
  }
  return "string";
}

}  // namespace

void BodyCheck::violate(std::string message) {
  report_.violation = std::move(message);
  stopped_ = true;
}

void BodyCheck::start(std::string_view uri, std::string_view local, const char** attributes,
                      std::size_t offset) {
  if (!wrapper_ || done_) return;
  if (stray_depth_ > 0) {
    ++stray_depth_;
    stray_names_.emplace_back(local);
    stray_texts_.emplace_back();
    return;
  }
  if (levels_.empty()) return start_wrapper(uri, local, offset);
  start_member(uri, local, attributes, offset);
}

void BodyCheck::start_wrapper(std::string_view uri, std::string_view local, std::size_t offset) {
  if (uri != kMessageNamespace || local != wrapper_->name) {
    report_.wrong_wrapper = true;
    stopped_ = true;
    return;
  }
  report_.has_wrapper = true;
  Level level;
  level.shape = wrapper_->type;
  level.name = local;
  level.name_space = uri;
  level.offset = offset;
  level.seen.resize(level.shape->members.size());
  levels_.push_back(std::move(level));
}

// Whether the member is read: not a repetition, and in strict order not late.
bool BodyCheck::admit(Level& parent, const Member& member) {
  const auto index = static_cast<std::size_t>(&member - parent.shape->members.data());
  if (member.repeated) return true;
  if (parent.seen[index]) return false;
  if (leniency_.strict_order) {
    if (index < parent.next) return false;
    for (std::size_t i = parent.next; i < index; ++i) {
      if (parent.shape->members[i].required && !parent.seen[i]) {
        violate("'Element' '" + std::string(member.name) + "' from namespace '" +
                std::string(parent.shape->name_space) + "' is not expected. Expecting element '" +
                std::string(parent.shape->members[i].name) + "'.");
        return false;
      }
    }
    parent.next = index + 1;
  }
  parent.seen[index] = true;
  return true;
}

void BodyCheck::start_member(std::string_view uri, std::string_view local, const char** attributes,
                             std::size_t offset) {
  Level& parent = levels_.back();
  if (!parent.shape) {
    if (parent.nil) return start_stray(local, offset, false);
    return violate(end_element_expected(
        root_type(), parent.name, parent.name_space,
        "element '" + std::string(local) + "' from namespace '" + std::string(uri) + "'"));
  }
  const Member* member =
      !parent.nil && uri == parent.shape->name_space ? parent.shape->find(local) : nullptr;
  const bool read = member && admit(parent, *member);
  if (stopped_) return;
  if (!read) return start_stray(local, offset, member != nullptr);
  Level level;
  level.shape = member->type;
  level.member = member;
  level.name = local;
  level.name_space = uri;
  level.offset = offset;
  if (!check_attributes(level, attributes)) return;
  if (level.shape) level.seen.resize(level.shape->members.size());
  if (levels_.size() == 1) report_.has_input = !level.nil;
  levels_.push_back(std::move(level));
}

bool BodyCheck::check_attributes(Level& level, const char** attributes) {
  const Member& member = *level.member;
  for (; *attributes; attributes += 2) {
    const std::string_view name = attributes[0], value = attributes[1];
    if (name == kNil && (value == "true" || value == "1")) {
      level.nil = true;
      if (!member.nillable && member.kind != ValueKind::complex) {
        violate(cannot_be_null(member.kind));
        return false;
      }
    } else if (name == kType) {
      const std::string_view expected = member.type ? member.type->name : xsd_name(member.kind);
      if (without_prefix(value) != expected) {
        violate("Element '" + level.name_space + ":" + level.name + "' contains data of the '" +
                std::string(value) +
                "' data contract. The deserializer has no knowledge of any type that maps to "
                "this contract. Add the type corresponding to '" +
                std::string(without_prefix(value)) +
                "' to the list of known types - for example, by using the KnownTypeAttribute "
                "attribute or by adding it to the list of known types passed to "
                "DataContractSerializer.");
        return false;
      }
    }
  }
  return true;
}

void BodyCheck::start_stray(std::string_view local, std::size_t offset, bool dropped) {
  stray_depth_ = 1;
  stray_offset_ = offset;
  stray_dropped_ = dropped;
  stray_names_.assign(1, std::string(local));
  stray_texts_.assign(1, std::string());
  Level& parent = levels_.back();
  if (leniency_.strict_order || dropped || !parent.shape || parent.collector) return;
  if (const PairHome home = pair_home(*parent.shape)) {
    parent.collector = std::make_unique<PairCollector>(home);
  }
}

void BodyCheck::text(std::string_view text) {
  if (!wrapper_ || done_) return;
  if (stray_depth_ > 0) {
    stray_texts_.back().append(text);
    return;
  }
  if (levels_.empty()) {
    if (!blank(text)) {
      report_.wrong_wrapper = true;
      stopped_ = true;
    }
    return;
  }
  Level& level = levels_.back();
  if (level.shape) {
    if (blank(text) || level.nil) return;
    return violate(end_element_expected(root_type(), level.name, level.name_space,
                                        "text '" + std::string(text) + "'"));
  }
  if (level.member->kind != ValueKind::string) {
    level.text.append(text);
  } else {
    note_forbidden(text);
  }
}

void BodyCheck::note_forbidden(std::string_view text) {
  if (text.find_first_of("'<\\") != std::string_view::npos) report_.forbidden_character = true;
}

void BodyCheck::end(std::size_t offset, std::size_t end_offset) {
  if (!wrapper_ || done_) return;
  if (stray_depth_ > 0) return end_stray(end_offset);
  Level& level = levels_.back();
  if (level.shape) {
    end_complex(level, offset);
  } else {
    end_value(level, end_offset);
  }
  if (stopped_) return;
  levels_.pop_back();
  done_ = levels_.empty();
}

void BodyCheck::end_value(const Level& level, std::size_t end_offset) {
  if (level.nil || level.member->kind == ValueKind::string) return;
  if (valid_value(level.member->kind, level.text)) return;
  const auto& lenient = leniency_.blank_is_zero;
  const bool forgiven = blank(level.text) && std::find(lenient.begin(), lenient.end(),
                                                       level.member->name) != lenient.end();
  if (forgiven) {
    edits_.push_back(
        {level.offset, end_offset,
         "<" + level.name + " xmlns=\"" + level.name_space + "\">0</" + level.name + ">"});
    return;
  }
  violate(cannot_parse(root_type(), level.text, level.member->kind));
}

void BodyCheck::end_complex(Level& level, std::size_t offset) {
  std::string added;
  for (const auto& [canonical, value] : level.aliased) {
    const Member* member = level.shape->find(canonical);
    const auto index = static_cast<std::size_t>(member - level.shape->members.data());
    if (level.seen[index]) continue;
    level.seen[index] = true;
    note_forbidden(value);
    added += "<" + canonical + " xmlns=\"" + std::string(level.shape->name_space) + "\">";
    append_xml_text(added, value);
    added += "</" + canonical + ">";
  }
  if (level.collector && !level.collector->empty()) {
    added += level.collector->elements();
    std::fill(level.seen.begin(), level.seen.end(), true);
  }
  if (!added.empty()) edits_.push_back({offset, offset, std::move(added)});
  if (level.nil) return;
  const auto members = level.shape->members;
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (members[i].required && !level.seen[i]) {
      return violate(expecting_element(level.name, level.name_space, members[i].name));
    }
  }
}

void BodyCheck::end_stray(std::size_t end_offset) {
  Level& parent = levels_.back();
  const std::string name = std::move(stray_names_.back());
  const std::string text = std::move(stray_texts_.back());
  stray_names_.pop_back();
  stray_texts_.pop_back();
  const bool collected = parent.collector && !stray_dropped_;
  if (collected && parent.collector->leaf(name, text)) note_forbidden(text);
  if (--stray_depth_ > 0) return;
  if (collected) parent.collector->end_of_child();
  if (stray_dropped_) erase(stray_offset_, end_offset);
  if (leniency_.strict_order || !parent.shape) return;
  for (const auto& alias : leniency_.aliases) {
    if (alias.type == parent.shape->name && alias.alias == name) {
      parent.aliased.emplace_back(std::string(alias.canonical), text);
    }
  }
}

std::string BodyCheck::apply_edits(std::string_view document, std::size_t root) {
  std::stable_sort(edits_.begin(), edits_.end(),
                   [](const Edit& a, const Edit& b) { return a.from < b.from; });
  std::string out;
  out.reserve(document.size() - root);
  std::size_t at = root;
  for (const Edit& edit : edits_) {
    if (edit.from < at) continue;
    out += document.substr(at, edit.from - at);
    out += edit.insert;
    at = edit.to;
  }
  out += document.substr(at);
  return out;
}

}  // namespace uws::soap
