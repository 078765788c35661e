#pragma once
// Names in XML documents, with and without their namespaces.

#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "contract/model.h"

namespace uws::contract {

inline constexpr const char* kWsdl = "http://schemas.xmlsoap.org/wsdl/";

// The name an attribute's value ("tns:LogIn") stands for at `node`; an empty value is no name.
Name resolve(const pugi::xml_node& node, const std::string& qualified);

// The same for the attribute of that name.
Name named(const pugi::xml_node& node, const char* attribute);

// Whether `element` is `local` of namespace `space`.
bool is(const pugi::xml_node& element, const char* space, const char* local);

// The children of a node that are.
std::vector<pugi::xml_node> children(const pugi::xml_node& node, const char* space,
                                     const char* local);

// "import" of <xsd:import>, whatever its namespace.
std::string_view local_name(const pugi::xml_node& element);

}  // namespace uws::contract
