#include <filesystem>
#include <memory>
#include <pugixml.hpp>
#include <set>
#include <sstream>
#include <string>

#include "contract/pages.h"
#include "contract/xml_names.h"

namespace uws::contract {
namespace {

using Names = std::set<std::string>;

// Adds the types of `space` that elements at and below `node` have.
void collect(const pugi::xml_node& node, const std::string& space, Names& into) {
  const Name type = named(node, "type");
  if (type.space == space) into.insert(type.local);
  for (const auto& child : node.children()) collect(child, space, into);
}

// Adds the types that those of `names` lead to within their schema.
void close(const pugi::xml_node& schema, const std::string& space, Names& names) {
  std::size_t before = 0;
  while (before != names.size()) {
    before = names.size();
    for (const auto& type : schema.children("xs:complexType")) {
      if (names.contains(type.attribute("name").value())) collect(type, space, names);
    }
  }
}

// Takes the types and elements out of `schema` that are not among `names`.
void keep(pugi::xml_node schema, const Names& names) {
  for (auto child = schema.first_child(); child;) {
    const auto next = child.next_sibling();
    const auto name = child.attribute("name");
    if (name && !names.contains(name.value())) schema.remove_child(child);
    child = next;
  }
}

}  // namespace

void keep_used_types(DocumentSet& documents) {
  const auto folder = [](const Document& document) {
    return std::filesystem::path(document.path).parent_path();
  };
  const auto load = [](const Document& document) {
    auto xml = std::make_unique<pugi::xml_document>();
    xml->load_buffer(document.text.data(), document.text.size(), pugi::parse_full);
    return xml;
  };
  for (auto& document : documents.schemas) {
    if (folder(document) == folder(documents.wsdls.front())) continue;
    const auto xml = load(document);
    const auto schema = xml->document_element();
    const std::string space = schema.attribute("targetNamespace").value();
    if (space == kSerialization) continue;
    Names names;
    for (const auto& other : documents.schemas) {
      if (&other != &document) collect(*load(other), space, names);
    }
    close(schema, space, names);
    keep(schema, names);
    std::ostringstream out;
    xml->save(out, "  ");
    document.text = out.str();
  }
}

}  // namespace uws::contract
