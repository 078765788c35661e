#include "contract/pages.h"

#include <pugixml.hpp>
#include <sstream>
#include <vector>

#include "contract/xml_names.h"

namespace uws::contract {
namespace {

constexpr unsigned kKeepText = pugi::parse_full | pugi::parse_ws_pcdata;
constexpr const char* kDeclaration = "<?xml version=\"1.0\" encoding=\"utf-8\"?>";
constexpr const char* kWsp = "http://schemas.xmlsoap.org/ws/2004/09/policy";
constexpr const char* kWsu =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
constexpr const char* kContent =
    "<wsp:ExactlyOne><wsp:All>"
    "<sp:TransportBinding xmlns:sp=\"http://schemas.xmlsoap.org/ws/2005/07/securitypolicy\">"
    "<wsp:Policy>"
    "<sp:TransportToken><wsp:Policy><sp:HttpsToken RequireClientCertificate=\"false\"/>"
    "</wsp:Policy></sp:TransportToken>"
    "<sp:AlgorithmSuite><wsp:Policy><sp:Basic256/></wsp:Policy></sp:AlgorithmSuite>"
    "<sp:Layout><wsp:Policy><sp:Strict/></wsp:Policy></sp:Layout>"
    "</wsp:Policy></sp:TransportBinding></wsp:All></wsp:ExactlyOne>";

// What asks for the document of that number: "wsdl" for the main one.
std::string query_of(bool schema, std::size_t number) {
  if (schema) return "xsd=xsd" + std::to_string(number);
  return number == 0 ? "wsdl" : "wsdl=wsdl" + std::to_string(number - 1);
}

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
    return number ? url + "?" + query_of(import.schema, *number) : std::string();
  });
}

void declare(pugi::xml_node node, const char* name, const char* uri) {
  if (!node.attribute(name)) node.append_attribute(name) = uri;
}

// What WCF adds to the WSDL of a basicHttpBinding over https: for each binding a wsp:Policy
// "<binding>_policy" that asks for transport security, as the first children, and a reference to it
// in the binding. A document that has a policy of its own is left as it is, and so is one without
// bindings.
void add_transport_policy(pugi::xml_node definitions) {
  std::vector<pugi::xml_node> bindings;
  for (const auto& node : definitions.children()) {
    if (local_name(node) == "Policy") return;
    if (local_name(node) == "binding") bindings.push_back(node);
  }
  if (bindings.empty()) return;
  declare(definitions, "xmlns:wsp", kWsp);
  declare(definitions, "xmlns:wsu", kWsu);
  for (auto& binding : bindings) {
    const std::string id = std::string(binding.attribute("name").value()) + "_policy";
    auto policy = definitions.prepend_child("wsp:Policy");
    policy.append_attribute("wsu:Id") = id.c_str();
    policy.append_buffer(kContent, std::char_traits<char>::length(kContent));
    auto reference = binding.prepend_child("wsp:PolicyReference");
    reference.append_attribute("URI") = ("#" + id).c_str();
  }
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

std::string page(const DocumentSet& documents, const Document& document, const std::string& url) {
  pugi::xml_document xml;
  xml.load_buffer(document.text.data(), document.text.size(), kKeepText);
  return finished(xml, documents, document, url);
}

// The main WSDL with all schemas inside.
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

}  // namespace

std::optional<std::string> page(const DocumentSet& documents, const std::string& query,
                                const std::string& url) {
  if (query == "singlewsdl") return single_wsdl_page(documents, url);
  for (const bool schema : {false, true}) {
    const auto& list = schema ? documents.schemas : documents.wsdls;
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (query == query_of(schema, i)) return page(documents, list[i], url);
    }
  }
  return std::nullopt;
}

}  // namespace uws::contract
