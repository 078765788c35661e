#include "bridge/recording/xml_compare.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <set>
#include <vector>

#include "contract/xml_names.h"

namespace uws::recording {
namespace {

using Node = pugi::xml_node;
using Kind = DifferenceKind;
constexpr const char* kInstance = "http://www.w3.org/2001/XMLSchema-instance";

std::string prefix_of(const Node& node) {
  const std::string name = node.name();
  const auto colon = name.find(':');
  return colon == std::string::npos ? std::string() : name.substr(0, colon);
}

contract::Name name_of(const Node& node) { return contract::resolve(node, node.name()); }

std::vector<Node> elements(const Node& node) {
  std::vector<Node> all;
  for (const auto& child : node.children()) {
    if (child.type() == pugi::node_element) all.push_back(child);
  }
  return all;
}

bool is_declaration(std::string_view name) { return name == "xmlns" || name.starts_with("xmlns:"); }

bool is_nil(const Node& node) {
  for (const auto& attribute : node.attributes()) {
    const auto name = contract::resolve(node, attribute.name());
    if (name.local != "nil" || name.space != kInstance) continue;
    const std::string_view value = attribute.value();
    return value == "true" || value == "1";
  }
  return false;
}

// Attributes as {namespace}local=value, without declarations and nil.
std::set<std::string> attributes(const Node& node) {
  std::set<std::string> all;
  for (const auto& attribute : node.attributes()) {
    if (is_declaration(attribute.name())) continue;
    const bool plain = std::strchr(attribute.name(), ':') == nullptr;
    const auto name =
        plain ? contract::Name{"", attribute.name()} : contract::resolve(node, attribute.name());
    if (name.local == "nil" && name.space == kInstance) continue;
    all.insert(contract::shown(name) + "=" + attribute.value());
  }
  return all;
}

std::string joined(const std::set<std::string>& all) {
  std::string text;
  for (const auto& each : all) text += (text.empty() ? "" : " ") + each;
  return text;
}

std::string text_of(const Node& node) {
  std::string text;
  for (const auto& child : node.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata)
      text += child.value();
  }
  return text;
}

bool is_blank(const Node& node) { return elements(node).empty() && text_of(node).empty(); }

std::string shown(const Node& node) {
  if (is_nil(node)) return "nil";
  const auto children = elements(node);
  if (children.empty()) return text_of(node);
  return "(" + std::to_string(children.size()) + " elements)";
}

struct ByName {
  contract::Name name;
  std::vector<Node> nodes;
};

// Children by name, in the order of the names' first occurrence.
std::vector<ByName> grouped(const std::vector<Node>& nodes) {
  std::vector<ByName> groups;
  std::map<contract::Name, std::size_t> index;
  for (const auto& node : nodes) {
    const auto name = name_of(node);
    const auto [at, fresh] = index.emplace(name, groups.size());
    if (fresh) groups.push_back({name, {}});
    groups[at->second].nodes.push_back(node);
  }
  return groups;
}

class Comparer {
 public:
  explicit Comparer(const Found& found) : found_(found) {}

  void documents(const Node& a, const Node& b) {
    if (name_of(a).local != name_of(b).local) {
      return tell(Kind::value, name_of(a).local, name_of(a).local, name_of(b).local, a, b);
    }
    if (name_of(a).space != name_of(b).space) {
      tell(Kind::namespace_uri, name_of(a).local, name_of(a).space, name_of(b).space, a, b);
    }
    compare(a, b, name_of(a).local);
  }

 private:
  void tell(Kind kind, std::string path, std::string recorded, std::string live, const Node& a,
            const Node& b) {
    found_({kind, std::move(path), std::move(recorded), std::move(live)}, a, b);
  }

  void compare(const Node& a, const Node& b, const std::string& path) {
    compare_prefixes(a, b, path);
    if (is_nil(a) != is_nil(b)) return tell(nil_kind(a, b), path, shown(a), shown(b), a, b);
    const auto own = attributes(a), other = attributes(b);
    if (own != other) tell(Kind::attribute, path, joined(own), joined(other), a, b);
    const auto left = elements(a), right = elements(b);
    if (left.empty() && right.empty()) return compare_texts(a, b, path);
    compare_order(left, right, path, a, b);
    compare_children(left, right, path);
  }

  static Kind nil_kind(const Node& a, const Node& b) {
    if (is_nil(a)) return is_blank(b) ? Kind::nil_to_empty : Kind::nil_to_value;
    return is_blank(a) ? Kind::empty_to_nil : Kind::value_to_nil;
  }

  void compare_prefixes(const Node& a, const Node& b, const std::string& path) {
    const auto left = prefix_of(a), right = prefix_of(b);
    if (left == right || !prefixes_.emplace(left, right).second) return;
    tell(Kind::prefix, path, left, right, a, b);
  }

  void compare_texts(const Node& a, const Node& b, const std::string& path) {
    const auto left = text_of(a), right = text_of(b);
    if (path.ends_with("/faultcode")) return compare_codes(a, b, path);
    if (left == right) return;
    if (path.ends_with("/faultstring")) return tell(Kind::fault_text, path, left, right, a, b);
    if (left.empty() != right.empty()) return tell(Kind::value, path, left, right, a, b);
    tell(value_difference(left, right), path, left, right, a, b);
  }

  void compare_codes(const Node& a, const Node& b, const std::string& path) {
    const auto left = text_of(a), right = text_of(b);
    if (contract::resolve(a, left) != contract::resolve(b, right)) {
      tell(Kind::fault_code, path, left, right, a, b);
    } else if (left != right) {
      tell(Kind::prefix, path, left, right, a, b);
    }
  }

  void compare_order(const std::vector<Node>& left, const std::vector<Node>& right,
                     const std::string& path, const Node& a, const Node& b) {
    const auto names_both = [](const std::vector<Node>& of, const std::vector<Node>& in) {
      std::vector<std::string> names;
      for (const auto& group : grouped(of)) {
        const auto has = [&](const Node& node) { return name_of(node) == group.name; };
        if (std::ranges::any_of(in, has)) names.push_back(group.name.local);
      }
      return names;
    };
    const auto was = names_both(left, right), is = names_both(right, left);
    if (was == is) return;
    const auto [first, second] = std::mismatch(was.begin(), was.end(), is.begin());
    tell(Kind::order, path, *first, *second, a, b);
  }

  void compare_children(const std::vector<Node>& left, const std::vector<Node>& right,
                        const std::string& path) {
    auto others = grouped(right);
    for (const auto& group : grouped(left)) {
      auto twin = std::ranges::find(others, group.name, &ByName::name);
      const bool renamed = twin == others.end();
      if (renamed)
        twin = std::ranges::find_if(
            others, [&](const ByName& other) { return other.name.local == group.name.local; });
      if (twin == others.end()) {
        each_missing(group, 0, path);
        continue;
      }
      if (renamed && spaces_.emplace(group.name.space, twin->name.space).second) {
        tell(Kind::namespace_uri, path + "/" + group.name.local, group.name.space, twin->name.space,
             group.nodes.front(), twin->nodes.front());
      }
      compare_group(group, *twin, path);
      others.erase(twin);
    }
    for (const auto& group : others) each_extra(group, 0, path);
  }

  void compare_group(const ByName& a, const ByName& b, const std::string& path) {
    const auto both = std::min(a.nodes.size(), b.nodes.size());
    for (std::size_t i = 0; i < both; ++i) {
      compare(a.nodes[i], b.nodes[i], step(path, a, i));
    }
    each_missing(a, both, path);
    each_extra(b, both, path);
  }

  static std::string step(const std::string& path, const ByName& group, std::size_t i) {
    const auto number = group.nodes.size() > 1 ? "[" + std::to_string(i + 1) + "]" : std::string();
    return path + "/" + group.name.local + number;
  }

  void each_missing(const ByName& group, std::size_t from, const std::string& path) {
    for (std::size_t i = from; i < group.nodes.size(); ++i) {
      const auto& node = group.nodes[i];
      const auto kind = is_nil(node)     ? Kind::nil_to_absent
                        : is_blank(node) ? Kind::empty_to_absent
                                         : Kind::missing_element;
      tell(kind, step(path, group, i), shown(node), "", node, {});
    }
  }

  void each_extra(const ByName& group, std::size_t from, const std::string& path) {
    for (std::size_t i = from; i < group.nodes.size(); ++i) {
      const auto& node = group.nodes[i];
      const auto kind = is_nil(node)     ? Kind::absent_to_nil
                        : is_blank(node) ? Kind::absent_to_empty
                                         : Kind::extra_element;
      tell(kind, step(path, group, i), "", shown(node), {}, node);
    }
  }

  const Found& found_;
  std::set<std::pair<std::string, std::string>> prefixes_, spaces_;
};

}  // namespace

void compare_xml(const pugi::xml_document& recorded, const pugi::xml_document& live,
                 const Found& found) {
  Comparer(found).documents(recorded.document_element(), live.document_element());
}

}  // namespace uws::recording
