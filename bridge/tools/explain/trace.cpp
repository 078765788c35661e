#include "bridge/tools/explain/trace.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>
#include <set>
#include <sstream>

#include "base/text.h"
#include "contract/xml_names.h"

namespace uws::tools {
namespace {

using Json = nlohmann::ordered_json;
using recording::Leaf;

pugi::xml_node first_element(const pugi::xml_node& node) {
  return node.find_child([](const pugi::xml_node& n) { return n.type() == pugi::node_element; });
}

bool is_leaf(const pugi::xml_node& node) { return !first_element(node); }

pugi::xml_node part_of(const pugi::xml_document& document) {
  for (const auto& child : document.document_element().children()) {
    if (contract::local_name(child) != "Body") continue;
    const auto wrapper = first_element(child), part = first_element(wrapper);
    const auto name = contract::local_name(part);
    return name == "Input" || name == "Output" ? part : wrapper;
  }
  return {};
}

// Calls see(path, node) for each element with text and nothing else.
template <class See>
void each_leaf(const pugi::xml_node& node, const std::string& path, const See& see) {
  for (const auto& child : node.children()) {
    if (child.type() != pugi::node_element) continue;
    const auto name = std::string(contract::local_name(child));
    const auto below = path.empty() ? name : path + "/" + name;
    if (!is_leaf(child)) {
      each_leaf(child, below, see);
    } else if (*child.text().get()) {
      see(below, child);
    }
  }
}

// The same for each plain value of a JSON document.
template <class See>
void each_leaf(Json& json, const std::string& path, const See& see) {
  if (json.is_object()) {
    for (auto& [name, value] : json.items()) {
      each_leaf(value, path.empty() ? name : path + "." + name, see);
    }
  } else if (json.is_array()) {
    for (auto& item : json) each_leaf(item, path + "[]", see);
  } else if (!json.is_null() && !(json.is_string() && json.get<std::string>().empty())) {
    see(path, json);
  }
}

std::string text_of(const Json& json) {
  return json.is_string() ? json.get<std::string>() : json.dump();
}

void add(std::vector<Field>& fields, std::map<std::string, std::size_t>& index,
         const std::string& path, std::string value) {
  const auto [at, fresh] = index.emplace(path, fields.size());
  if (fresh) {
    fields.push_back({path, std::move(value), 1, {}, {}});
  } else {
    ++fields[at->second].count;
  }
}

// Other values of the same kind, the likeliest to be taken first.
std::vector<std::string> others(const std::string& value) {
  if (value == "true") return {"false"};
  if (value == "false") return {"true"};
  std::vector<std::string> made;
  const auto last = value.find_last_of("0123456789");
  if (last != std::string::npos) {
    auto other = value;
    other[last] = value[last] == '0' ? '1' : static_cast<char>(value[last] - 1);
    made.push_back(other);
  }
  auto letter = value;
  for (auto& c : letter) {
    if ((c >= 'a' && c <= 'y') || (c >= 'A' && c <= 'Y')) {
      ++c;
      made.push_back(letter);
      break;
    }
  }
  made.push_back(value + "1");
  for (const char* word : {"mdn", "imei", "iccId", "suspend", "ChangeIMEI", "mo", "x"}) {
    if (value != word) made.emplace_back(word);
  }
  return made;
}

// Paths of the leaves only one of the two has.
std::vector<std::string> changed(std::vector<Leaf> a, std::vector<Leaf> b) {
  std::vector<std::string> in_order;
  for (const auto& leaf : a) in_order.push_back(leaf.path);
  for (const auto& leaf : b) in_order.push_back(leaf.path);
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  std::vector<Leaf> only;
  std::set_symmetric_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(only));
  std::set<std::string> paths;
  for (const auto& leaf : only) paths.insert(leaf.path);
  std::vector<std::string> made;
  for (const auto& path : in_order) {
    if (paths.erase(path) > 0) made.push_back(path);
  }
  return made;
}

std::string_view last_name(std::string_view path) {
  const auto before = path.find_last_of("/. ");
  return before == std::string_view::npos ? path : path.substr(before + 1);
}

// Where a value stands that takes no other one: under the same name, with the same text.
std::vector<std::string> same_value(const Field& field, const std::vector<Leaf>& leaves) {
  for (const auto& leaf : leaves) {
    if (base::same_no_case(leaf.value, field.value) &&
        base::same_no_case(last_name(leaf.path), last_name(field.path))) {
      return {leaf.path};
    }
  }
  return {};
}

// Tries values in place of a field's until one changes the outcome. `with` makes the document.
template <class With>
void try_field(Field& field, const Outcome& before, const Translate& translate, const With& with) {
  std::string refused;
  for (const auto& other : others(field.value)) {
    const auto after = translate(with(other));
    if (!after.refused.empty() && before.refused.empty()) {
      if (refused.empty()) refused = after.refused;
      continue;
    }
    field.places = changed(before.leaves, after.leaves);
    if (!field.places.empty()) return;
    if (!before.refused.empty() && after.refused != before.refused) {
      field.refused = before.refused;
      return;
    }
    if (refused.empty() && after.refused == before.refused) return;
  }
  field.places = same_value(field, before.leaves);
  if (field.places.empty()) field.refused = refused;
}

std::string saved(const pugi::xml_document& document) {
  std::ostringstream out;
  document.save(out, "", pugi::format_raw | pugi::format_no_declaration);
  return std::move(out).str();
}

}  // namespace

std::vector<Field> xml_fields(const std::string& envelope) {
  std::vector<Field> fields;
  std::map<std::string, std::size_t> index;
  pugi::xml_document document;
  if (!document.load_buffer(envelope.data(), envelope.size())) return fields;
  each_leaf(part_of(document), "", [&](const std::string& path, const pugi::xml_node& node) {
    add(fields, index, path, node.text().get());
  });
  return fields;
}

std::vector<Field> json_fields(const std::string& json) {
  std::vector<Field> fields;
  std::map<std::string, std::size_t> index;
  auto parsed = Json::parse(json, nullptr, false);
  if (parsed.is_discarded()) return fields;
  each_leaf(parsed, "", [&](const std::string& path, const Json& value) {
    add(fields, index, path, text_of(value));
  });
  return fields;
}

void trace_xml(const std::string& envelope, const Translate& translate,
               std::vector<Field>& fields) {
  pugi::xml_document document;
  if (!document.load_buffer(envelope.data(), envelope.size(), pugi::parse_full)) return;
  std::map<std::string, pugi::xml_node> first;
  each_leaf(part_of(document), "", [&](const std::string& path, const pugi::xml_node& node) {
    first.emplace(path, node);
  });
  const auto before = translate(envelope);
  for (auto& field : fields) {
    const auto at = first.find(field.path);
    if (at == first.end()) continue;
    try_field(field, before, translate, [&](const std::string& other) {
      at->second.text().set(other.c_str());
      auto text = saved(document);
      at->second.text().set(field.value.c_str());
      return text;
    });
  }
}

void trace_json(const std::string& json, const Translate& translate, std::vector<Field>& fields) {
  auto parsed = Json::parse(json, nullptr, false);
  if (parsed.is_discarded()) return;
  std::map<std::string, Json*> first;
  each_leaf(parsed, "", [&](const std::string& path, Json& value) { first.emplace(path, &value); });
  const auto before = translate(json);
  for (auto& field : fields) {
    const auto at = first.find(field.path);
    if (at == first.end()) continue;
    try_field(field, before, translate, [&](const std::string& other) {
      const auto old = *at->second;
      const auto value = old.is_string() ? Json() : Json::parse(other, nullptr, false);
      *at->second = old.is_string() || value.is_discarded() ? Json(other) : value;
      auto text = parsed.dump();
      *at->second = old;
      return text;
    });
  }
}

}  // namespace uws::tools
