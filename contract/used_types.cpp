#include "contract/used_types.h"

#include <filesystem>
#include <pugixml.hpp>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "contract/xml_names.h"

namespace uws::contract {
namespace {

using Names = std::set<std::string>;

// Adds the types of `space` that elements at and below `node` have.
void collect(const pugi::xml_node& node, const std::string& space, Names& into) {
  const Name type = resolve(node, node.attribute("type").value());
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

// What `other` documents use of the schema, as names of its types.
Names used_names(const pugi::xml_node& schema, const std::string& space,
                 const std::vector<const Document*>& others) {
  Names names;
  for (const auto* other : others) {
    pugi::xml_document xml;
    xml.load_buffer(other->text.data(), other->text.size());
    collect(xml, space, names);
  }
  close(schema, space, names);
  return names;
}

void cut(Document& document, const std::vector<const Document*>& others) {
  pugi::xml_document xml;
  xml.load_buffer(document.text.data(), document.text.size(), pugi::parse_full);
  auto schema = xml.document_element();
  const std::string space = schema.attribute("targetNamespace").value();
  if (space == kSerialization) return;
  const Names names = used_names(schema, space, others);
  for (auto child = schema.first_child(); child;) {
    const auto next = child.next_sibling();
    const auto name = child.attribute("name");
    if (name && !names.contains(name.value())) schema.remove_child(child);
    child = next;
  }
  std::ostringstream out;
  xml.save(out, "  ");
  document.text = out.str();
}

}  // namespace

void keep_used_types(DocumentSet& documents) {
  const auto folder = [](const Document& document) {
    return std::filesystem::path(document.path).parent_path();
  };
  const auto own = folder(documents.wsdls.front());
  for (auto& document : documents.schemas) {
    if (folder(document) == own) continue;
    std::vector<const Document*> others;
    for (const auto& other : documents.schemas) {
      if (&other != &document) others.push_back(&other);
    }
    cut(document, others);
  }
}

}  // namespace uws::contract
