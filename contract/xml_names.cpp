#include "contract/xml_names.h"

#include "base/text.h"

namespace uws::contract {

Name resolve(const pugi::xml_node& node, const std::string& qualified) {
  if (qualified.empty()) return {};
  const auto colon = qualified.find(':');
  const bool prefixed = colon != std::string::npos;
  const std::string attribute = prefixed ? "xmlns:" + qualified.substr(0, colon) : "xmlns";
  const std::string local = prefixed ? qualified.substr(colon + 1) : qualified;
  for (auto scope = node; scope; scope = scope.parent()) {
    if (const auto declared = scope.attribute(attribute.c_str())) return {declared.value(), local};
  }
  return {"", local};
}

Name named(const pugi::xml_node& node, const char* attribute) {
  return resolve(node, node.attribute(attribute).value());
}

bool is(const pugi::xml_node& element, const char* space, const char* local) {
  return element.type() == pugi::node_element && local_name(element) == local &&
         resolve(element, element.name()).space == space;
}

std::vector<pugi::xml_node> children(const pugi::xml_node& node, const char* space,
                                     const char* local) {
  std::vector<pugi::xml_node> found;
  for (const auto& child : node.children()) {
    if (is(child, space, local)) found.push_back(child);
  }
  return found;
}

std::string_view local_name(const pugi::xml_node& element) {
  return base::local_part(element.name());
}

}  // namespace uws::contract
