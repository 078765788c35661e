#pragma once
// A SOAP contract as plain data: what WSDL and XSD files say about operations and types.

#include <compare>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace uws::contract {

inline constexpr int kUnbounded = -1;
inline constexpr const char* kXsd = "http://www.w3.org/2001/XMLSchema";
inline constexpr const char* kSerialization = "http://schemas.microsoft.com/2003/10/Serialization/";

struct Name {
  std::string space, local;
  friend auto operator<=>(const Name&, const Name&) = default;  // NOLINT(modernize-use-nullptr)
};
std::string shown(const Name& name);  // "{space}local"

// An element: a global one, or a member of a type.
struct Element {
  Name name;
  Name type;  // a type declared in place has a name of its own: "element LogIn", "Type/Member"
  bool nillable = false;
  bool reference = false;  // type and nillable are those of the global element `name`
  int min = 1;
  int max = 1;  // kUnbounded: a list

  bool operator==(const Element&) const = default;
};

struct Type {
  bool complex = false;
  Name base;                     // extended or restricted type; empty = none
  std::vector<Element> members;  // own ones, in order
  std::set<std::string> values;  // of an enumeration

  bool operator==(const Type&) const = default;
};

struct Message {
  std::optional<Name> wrapper;  // element of the body
  std::vector<Name> headers;    // elements

  bool operator==(const Message&) const = default;
};

struct Operation {
  std::string service;  // "CarrierService", which has a port of the port type; empty = none has
  std::string port_type, name;
  std::string action;
  Message request, response;

  bool operator==(const Operation&) const = default;
};

struct Contract {
  std::vector<Operation> operations;
  std::map<Name, Type> types;
  std::map<Name, Element> elements;
  std::multimap<std::string, std::string> addresses;  // by service: where its SOAP 1.1 ports are

  const Type* type(const Name& name) const;  // null when it is not known
  bool is_complex(const Name& name) const;   // known, and complex
  // Members of the type and of what it extends, base first.
  std::vector<Element> members(const Name& name) const;
  // The built-in type a simple type restricts; the name itself for built-in and complex types.
  Name simple_base(const Name& name) const;
};

}  // namespace uws::contract
