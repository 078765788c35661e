#pragma once
// What xs:schema elements declare, and names in XML documents.

#include <pugixml.hpp>
#include <string>

#include "contract/model.h"

namespace uws::contract {

// The name an attribute's value ("tns:LogIn") stands for at `node`; an empty value is no name.
Name resolve(const pugi::xml_node& node, const std::string& qualified);

Name name_of(const pugi::xml_node& element);

// Whether `element` is `local` of namespace `space`.
bool is(const pugi::xml_node& element, const char* space, const char* local);

// Adds elements and types of `schema`; what is known already stays. `target` is the namespace of a
// schema that has none of its own (xs:include).
void read_schema(const pugi::xml_node& schema, const std::string& target, Contract& into);

}  // namespace uws::contract
