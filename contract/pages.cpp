#include "contract/pages.h"

#include <pugixml.hpp>
#include <sstream>
#include <vector>

#include "contract/wsdl_policy.h"
#include "contract/xml_names.h"

namespace uws::contract {
namespace {

constexpr unsigned kKeepText = pugi::parse_full | pugi::parse_ws_pcdata;
constexpr const char* kDeclaration = "<?xml version=\"1.0\" encoding=\"utf-8\"?>";

void set_service_address(const pugi::xml_node& node, const std::string& url) {
  for (const auto& child : node.children()) {
    if (local_name(child) == "address") child.attribute("location").set_value(url.c_str());
    set_service_address(child, url);
  }
}

void set_addresses(const pugi::xml_node& xml, const DocumentSet& documents,
                   const Document& document, const std::string& url) {
  set_service_address(xml, url);
  visit_imports(xml, document, [&](const Import& import) {
    const auto number = documents.number(import);
    if (!number) return std::string();
    if (import.schema) return url + "?xsd=xsd" + std::to_string(*number);
    return url + "?wsdl" + (*number > 0 ? "=wsdl" + std::to_string(*number - 1) : "");
  });
}

std::string finished(pugi::xml_document& xml, const DocumentSet& documents,
                     const Document& document, const std::string& url) {
  set_addresses(xml, documents, document, url);
  if (url.starts_with("https:")) add_transport_policy(xml.document_element());
  const auto first = xml.first_child();
  if (first.type() == pugi::node_declaration) xml.remove_child(first);
  std::ostringstream out;
  out << kDeclaration;
  xml.save(out, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
  return out.str();
}

// A schema that does nothing but import.
bool only_imports(const pugi::xml_node& schema) {
  for (const auto& child : schema.children()) {
    if (child.type() == pugi::node_element && local_name(child) != "import") return false;
  }
  return true;
}

pugi::xml_node types_of(const pugi::xml_document& wsdl) {
  for (const auto& node : wsdl.document_element().children()) {
    if (local_name(node) == "types") return node;
  }
  return {};
}

}  // namespace

std::string page(const DocumentSet& documents, const Document& document, const std::string& url) {
  pugi::xml_document xml;
  xml.load_buffer(document.text.data(), document.text.size(), kKeepText);
  return finished(xml, documents, document, url);
}

std::string single_wsdl_page(const DocumentSet& documents, const std::string& url) {
  pugi::xml_document xml;
  const Document& main = documents.wsdls.front();
  xml.load_buffer(main.text.data(), main.text.size(), kKeepText);
  auto types = types_of(xml);
  std::vector<pugi::xml_node> importing;
  for (const auto& schema : types.children()) {
    if (schema.type() == pugi::node_element && only_imports(schema)) importing.push_back(schema);
  }
  for (const auto& schema : importing) types.remove_child(schema);
  for (const auto& document : documents.schemas) {
    pugi::xml_document schema;
    schema.load_buffer(document.text.data(), document.text.size(), kKeepText);
    for (auto child : schema.document_element().children()) {
      if (local_name(child) == "import") child.remove_attribute("schemaLocation");
    }
    types.append_copy(schema.document_element());
  }
  return finished(xml, documents, main, url);
}

}  // namespace uws::contract
