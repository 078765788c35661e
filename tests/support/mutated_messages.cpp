#include <algorithm>
#include <charconv>
#include <map>
#include <pugixml.hpp>
#include <sstream>

#include "contract/shape.h"
#include "tests/support/mutated_contract.h"

namespace uws::test {
namespace {

constexpr unsigned kParse =
    pugi::parse_escapes | pugi::parse_cdata | pugi::parse_ws_pcdata | pugi::parse_comments;

std::string_view local(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  return name.substr(name.find(':') + 1);
}

std::string prefix(const pugi::xml_node& node) {
  const std::string name = node.name();
  const auto colon = name.find(':');
  return colon == name.npos ? "" : name.substr(0, colon + 1);
}

std::string find(const std::vector<MutatedMember>& list, std::string_view type,
                 std::string_view member) {
  for (const auto& each : list) {
    if (each.type == type && each.member == member) {
      return each.value.empty() ? "yes" : std::string(each.value);
    }
  }
  return {};
}

// The members of a type in his order, by our names.
std::vector<std::string> his_order(const contract::Shape& type) {
  std::vector<std::string> names;
  for (const auto& member : type.members) names.emplace_back(member.name);
  for (const auto& moved : mutated_places()) {
    const auto at = std::ranges::find(names, moved.member);
    if (moved.type == type.name && at != names.end()) std::rotate(names.begin(), at, at + 1);
  }
  for (const auto& extra : mutated_extras()) {
    if (extra.type == type.name) names.emplace_back(extra.member);
  }
  return names;
}

bool fits(std::string_view text, std::string_view kind) {
  if (kind == "xs:int") {
    int number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    return read.ec == std::errc() && read.ptr == text.data() + text.size();
  }
  if (kind.find('|') == kind.npos) return true;
  return ("|" + std::string(kind) + "|").find("|" + std::string(text) + "|") != std::string::npos;
}

class Mutator {
 public:
  explicit Mutator(bool answer) : answer_(answer) {}

  void content(pugi::xml_node node, const contract::Shape& type) {
    std::map<std::string, std::vector<pugi::xml_node>> ours;
    std::vector<pugi::xml_node> children(node.begin(), node.end());
    for (auto child : children) {
      if (child.type() != pugi::node_element) continue;
      const std::string name(local(child));
      const auto* member = type.find(name);
      if (member == nullptr) {
        bare_pair(child, type);
        continue;
      }
      ours[name].push_back(child);
      if (member->type) content(child, *member->type);
      if (answer_) set_kind(child, find(mutated_kinds(), type.name, name));
      const auto renamed = find(mutated_names(), type.name, name);
      if (!renamed.empty()) child.set_name((prefix(child) + renamed).c_str());
    }
    if (!answer_ || node.attribute("i:nil")) return;
    if (!children.empty()) lay_out(node, type, ours);
    if (type.name == kNestedType) nest(node);
  }

 private:
  static void set_nil(pugi::xml_node node) {
    while (node.first_child()) node.remove_child(node.first_child());
    node.append_attribute("i:nil") = "true";
  }

  static void set_kind(pugi::xml_node node, const std::string& kind) {
    const bool nil = node.attribute("i:nil").as_bool();
    if (!kind.empty() && !nil && !fits(node.text().get(), kind)) set_nil(node);
  }

  static void lay_out(pugi::xml_node node, const contract::Shape& type,
                      const std::map<std::string, std::vector<pugi::xml_node>>& ours) {
    const auto usual = prefix(node.first_child());
    for (const auto& name : his_order(type)) {
      const auto found = ours.find(name);
      if (found != ours.end()) {
        for (const auto& child : found->second) node.append_move(child);
      } else if (find(mutated_extras(), type.name, name) == "xs:string") {
        node.append_child((usual + name).c_str()).append_attribute("i:nil") = "true";
      }
    }
    for (const auto& fewer : mutated_fewer()) {
      const auto found = ours.find(std::string(fewer.member));
      if (fewer.type != type.name || found == ours.end()) continue;
      for (const auto& child : found->second) node.remove_child(child);
    }
  }

  // Pairs that clients leave bare, or in a list whose name they misspell.
  static void bare_pair(pugi::xml_node node, const contract::Shape& type) {
    const auto* pair = &type;
    while (pair->members.size() < 3 && pair->members[0].type) pair = pair->members[0].type;
    for (const auto& [of, ours, his] : mutated_names()) {
      if (of == pair->name && local(node) == ours) {
        node.set_name((prefix(node) + std::string(his)).c_str());
      }
    }
    for (auto child : node.children()) bare_pair(child, type);
  }

  static void nest(pugi::xml_node node) {
    const auto usual = node.first_child() ? prefix(node.first_child()) : prefix(node);
    auto level = node.append_child((usual + std::string(kNestedLevel)).c_str());
    while (node.first_child() != level) level.append_move(node.first_child());
  }

  const bool answer_;
};

std::string text_of(const pugi::xml_document& document) {
  std::ostringstream out;
  document.save(out, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
  auto text = std::move(out).str();
  for (auto at = text.find("&#13;"); at != text.npos; at = text.find("&#13;", at)) {
    text.replace(at, 5, "&#xD;");
  }
  return text;
}

}  // namespace

std::string as_he_has_it(const std::string& envelope, bool answer) {
  pugi::xml_document document;
  if (!document.load_string(envelope.c_str(), kParse)) return in_his_namespaces(envelope);
  for (auto part : document.document_element().children()) {
    for (auto wrapper : part.children()) {
      const auto* known = contract::find_wrapper(local(wrapper));
      if (local(part) == "Body" && known) Mutator(answer).content(wrapper, *known->type);
    }
  }
  return in_his_namespaces(text_of(document));
}

}  // namespace uws::test
