#pragma once
// What xs:schema elements declare.

#include <pugixml.hpp>
#include <string>

#include "contract/model.h"

namespace uws::contract {

// Adds elements and types of `schema`; what is known already stays. `target` is the namespace of a
// schema that has none of its own (xs:include).
void read_schema(const pugi::xml_node& schema, const std::string& target, Contract& into);

}  // namespace uws::contract
