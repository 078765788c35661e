#pragma once
// Two XML documents compared as a SOAP client reads them.

#include <functional>
#include <pugixml.hpp>
#include <string>

#include "bridge/recording/difference.h"

namespace uws::recording {

// Tells of every difference, with the nodes it was found at; either may be null.
using Found =
    std::function<void(Difference, const pugi::xml_node& recorded, const pugi::xml_node& live)>;

// Names count with their namespaces. Another namespace and another prefix are told once for each
// pair of them. Members are matched by name; of several of a name the first with the first.
// Comments, declarations and blanks between elements do not count.
void compare_xml(const pugi::xml_document& recorded, const pugi::xml_document& live,
                 const Found& found);

// How two different texts of an element differ.
DifferenceKind value_difference(const std::string& recorded, const std::string& live);

}  // namespace uws::recording
