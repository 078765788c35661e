#include "contract/callback_layout.h"

#include <algorithm>
#include <pugixml.hpp>

#include "base/xml_out.h"
#include "contract/callback_elements.h"
#include "contract/callback_place.h"
#include "contract/match_types.h"
#include "contract/values.h"
#include "contract/xml_names.h"

namespace uws::contract {
namespace {

bool is_nil(const pugi::xml_node& node) {
  for (const auto& attribute : node.attributes()) {
    if (resolve(node, attribute.name()).local == "nil") return attribute.as_bool();
  }
  return false;
}

bool has_elements(const pugi::xml_node& node) {
  return node.find_child(
      [](const pugi::xml_node& each) { return each.type() == pugi::node_element; });
}

// One message on its way into another shape.
class Relaying {
 public:
  Relaying(const Contract& contract, const Rules& rules) : contract_(contract), rules_(rules) {}

  void message(const pugi::xml_node& ours, const Element& theirs) {
    open(theirs, {});
    content(ours, theirs.type, theirs.name.space, false);
    xml.close();
  }

  base::XmlOut xml;
  std::vector<std::string> dropped;

 private:
  using Nodes = std::vector<pugi::xml_node>;

  static std::string declaration(const Element& element, const std::string& around) {
    return element.name.space == around ? "" : "xmlns=\"" + element.name.space + "\"";
  }
  // `around`: the default namespace there; of the message itself none is.
  void open(const Element& element, const std::string& around) {
    xml.open(element.name.local, declaration(element, around));
  }

  // The elements of ours that a level holds, those of levels he does not have among them.
  Nodes elements(const pugi::xml_node& ours, const Name& type) const {
    Nodes all;
    for (const auto& child : ours.children()) {
      if (child.type() != pugi::node_element) continue;
      if (!rule_for(rules_.flatten, type, child.name())) {
        all.push_back(child);
        continue;
      }
      for (const auto& inner : child.children()) {
        if (inner.type() == pugi::node_element) all.push_back(inner);
      }
    }
    return all;
  }

  void content(const pugi::xml_node& ours, const Name& type, const std::string& around,
               bool in_level) {
    auto left = elements(ours, type);
    for (const auto& member : contract_.members(type)) {
      const auto place = callback_place(rules_, type, member, ours.name(), in_level);
      const auto stands = [&](const pugi::xml_node& node) { return node.name() == place.ours; };
      Nodes these;
      std::ranges::copy_if(left, std::back_inserter(these), stands);
      std::erase_if(left, stands);
      const bool level = place.level || (these.empty() && place.second_data);
      if (level && contract_.is_complex(member.type)) {
        open(member, around);
        content(ours, member.type, member.name.space, true);
        xml.close();
        std::erase_if(left, [&](const pugi::xml_node& node) { return holds(member.type, node); });
      } else if (these.empty()) {
        absent(type, member, around);
      }
      for (const auto& node : these) element(node, member, around);
    }
    for (const auto& node : left) {
      if (!in_level && !is_nil(node) && node.first_child()) drop(ours, node);
    }
  }

  bool holds(const Name& type, const pugi::xml_node& node) const {
    return std::ranges::any_of(contract_.members(type), [&](const Element& member) {
      return callback_place(rules_, type, member, {}, true).ours == node.name();
    });
  }

  void drop(const pugi::xml_node& around, const pugi::xml_node& node) {
    dropped.push_back(std::string(around.name()) + "." + node.name());
  }

  // A member only he has, or one this message does not have.
  void absent(const Name& type, const Element& member, const std::string& around) {
    if (const auto* constant = rule_for(rules_.constant, type, member.name.local)) {
      xml.element(member.name.local, constant->value, declaration(member, around));
    } else if (member.max == 1) {
      nothing(member, around, false);
    }
  }

  // No value: nil, left out, or, where he allows neither, empty.
  void nothing(const Element& member, const std::string& around, bool ours) {
    if (member.nillable && (ours || member.min > 0)) {
      const auto declared = declaration(member, around);
      const std::string nil = "xsi:nil=\"true\"";
      xml.open(member.name.local, declared.empty() ? nil : nil + " " + declared);
      xml.close();
    } else if (ours && member.min > 0 && value_kind(contract_, member.type) == ValueKind::string) {
      open(member, around);
      xml.close();
    }
  }

  void element(const pugi::xml_node& node, const Element& member, const std::string& around) {
    if (is_nil(node)) return nothing(member, around, true);
    if (contract_.is_complex(member.type)) {
      open(member, around);
      content(node, member.type, member.name.space, false);
      return xml.close();
    }
    if (member.type == Name{kXsd, "anyType"}) return copy(node, member, around);
    if (has_elements(node)) return drop(node.parent(), node);
    const std::string text = node.text().get();
    const auto* type = contract_.type(member.type);
    const bool listed = type == nullptr || type->values.empty() || type->values.contains(text);
    if (!listed || !valid_value(value_kind(contract_, member.type), text)) {
      drop(node.parent(), node);
      return nothing(member, around, true);
    }
    open(member, around);
    xml.text(text);
    xml.close();
  }

  void copy(const pugi::xml_node& node, const Element& member, const std::string& around) {
    open(member, around);
    copy_content(node);
    xml.close();
  }

  void copy_content(const pugi::xml_node& node) {
    for (const auto& child : node.children()) {
      if (child.type() == pugi::node_pcdata) xml.text(child.value());
      if (child.type() != pugi::node_element) continue;
      xml.open(child.name(), is_nil(child) ? "xsi:nil=\"true\"" : "");
      copy_content(child);
      xml.close();
    }
  }

  const Contract& contract_;
  const Rules& rules_;
};

}  // namespace

CallbackLayout::CallbackLayout(std::shared_ptr<const Contract> contract, Rules rules)
    : contract_(std::move(contract)), rules_(std::move(rules)) {
  for (const auto* message : kCallbackMessages) {
    for (const auto& known : contract_->elements) {
      if (is_callback_message(rules_, known.first.local, message)) {
        roots_.emplace(message, known.second);
      }
    }
  }
}

bool CallbackLayout::has_type_of(const Rule& rule) const {
  if (roots_.empty()) return false;
  if (rule.type.empty()) {
    return std::ranges::any_of(
        roots_, [&](const auto& root) { return root.second.name.local == rule.member; });
  }
  return std::ranges::any_of(
      contract_->types, [&](const auto& entry) { return rule.is_for(entry.first, rule.member); });
}

LaidCallback CallbackLayout::lay_out(std::string_view envelope) const {
  pugi::xml_document document;
  document.load_buffer(envelope.data(), envelope.size(),
                       pugi::parse_default | pugi::parse_ws_pcdata);
  const auto body = document.document_element().first_child();
  const auto message = body.first_child();
  const auto root = roots_.find(message.name());
  if (root == roots_.end()) return {std::string(envelope), {}, {}};
  Relaying relaying(*contract_, rules_);
  relaying.message(message, root->second);
  const auto begin = envelope.find('<' + root->first);
  const auto end = envelope.rfind("</" + std::string(body.name()));
  LaidCallback laid;
  laid.envelope.append(envelope.substr(0, begin))
      .append(relaying.xml.take())
      .append(envelope.substr(end));
  for (const auto& operation : contract_->operations) {
    if (operation.request.wrapper == root->second.name) laid.soap_action = operation.action;
  }
  if (laid.soap_action.empty()) {
    laid.soap_action = root->second.name.space + "/ICallbackService/" + root->second.name.local;
  }
  laid.dropped = std::move(relaying.dropped);
  return laid;
}

}  // namespace uws::contract
