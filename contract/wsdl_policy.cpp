#include "contract/wsdl_policy.h"

#include <pugixml.hpp>
#include <string>
#include <vector>

#include "contract/xml_names.h"

namespace uws::contract {
namespace {

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

void declare(pugi::xml_node node, const char* name, const char* uri) {
  if (!node.attribute(name)) node.append_attribute(name) = uri;
}

}  // namespace

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

}  // namespace uws::contract
