#include "contract/schema_reader.h"

#include <string_view>
#include <utility>

#include "contract/xml_names.h"

namespace uws::contract {
namespace {

int occurs(const pugi::xml_node& node, const char* attribute) {
  const auto value = node.attribute(attribute);
  if (!value) return 1;
  return std::string_view(value.value()) == "unbounded" ? kUnbounded : value.as_int(1);
}

bool is_group(const pugi::xml_node& node) {
  return is(node, kXsd, "sequence") || is(node, kXsd, "choice") || is(node, kXsd, "all");
}

class SchemaReader {
 public:
  SchemaReader(const pugi::xml_node& schema, std::string target, Contract& into)
      : target_(std::move(target)), contract_(into) {
    qualified_ = std::string_view(schema.attribute("elementFormDefault").value()) == "qualified";
  }

  void declare(const pugi::xml_node& node) {
    const Name name{target_, node.attribute("name").value()};
    if (is(node, kXsd, "element")) {
      auto element = read_element(node, {target_, "element " + name.local});
      element.name = name;
      contract_.elements.emplace(name, std::move(element));
    } else if (is(node, kXsd, "complexType") || is(node, kXsd, "simpleType")) {
      read_type(node, name);
    }
  }

 private:
  // `inline_name` is for the type declared within the element.
  Element read_element(const pugi::xml_node& node, const Name& inline_name) {
    Element member;
    member.min = occurs(node, "minOccurs");
    member.max = occurs(node, "maxOccurs");
    if (node.attribute("ref")) {
      member.name = named(node, "ref");
      member.reference = true;
      return member;
    }
    const std::string_view form = node.attribute("form").value();
    const bool qualified = form.empty() ? qualified_ : form == "qualified";
    member.name = {qualified ? target_ : std::string(), node.attribute("name").value()};
    member.nillable = node.attribute("nillable").as_bool();
    member.type = named(node, "type");
    if (!member.type.local.empty()) return member;
    member.type = {kXsd, "anyType"};
    for (const auto& child : node.children()) {
      if (is(child, kXsd, "complexType") || is(child, kXsd, "simpleType")) {
        member.type = inline_name;
        read_type(child, inline_name);
      }
    }
    return member;
  }

  void read_type(const pugi::xml_node& node, const Name& name) {
    Type type;
    type.complex = is(node, kXsd, "complexType");
    read_content(node, name, type);
    contract_.types.emplace(name, std::move(type));
  }

  void read_content(const pugi::xml_node& node, const Name& name, Type& type) {
    for (const auto& child : node.children()) {
      if (is(child, kXsd, "element")) {
        const std::string local = child.attribute("name").value();
        type.members.push_back(read_element(child, {name.space, name.local + "/" + local}));
      } else if (is(child, kXsd, "any")) {
        Element any{{"", "(any element)"}, {kXsd, "anyType"}};
        any.min = occurs(child, "minOccurs");
        any.max = occurs(child, "maxOccurs");
        type.members.push_back(any);
      } else if (is(child, kXsd, "enumeration")) {
        type.values.insert(child.attribute("value").value());
      } else if (is(child, kXsd, "extension") || is(child, kXsd, "restriction")) {
        type.base = named(child, "base");
        read_content(child, name, type);
      } else if (is_group(child) || is(child, kXsd, "complexContent") ||
                 is(child, kXsd, "simpleContent")) {
        read_content(child, name, type);
      }
    }
  }

  std::string target_;
  Contract& contract_;
  bool qualified_ = false;
};

}  // namespace

void read_schema(const pugi::xml_node& schema, const std::string& target, Contract& into) {
  const auto own = schema.attribute("targetNamespace");
  SchemaReader reader(schema, own ? own.value() : target, into);
  for (const auto& child : schema.children()) {
    if (child.type() == pugi::node_element) reader.declare(child);
  }
}

}  // namespace uws::contract
