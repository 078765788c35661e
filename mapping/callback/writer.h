#pragma once
// What every part of a callback writes to: the XML, and the list of what it could not place.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_value.h"
#include "base/xml_out.h"

namespace uws::mapping::callback {

// JSON paths nobody knows, each once, in the order met. Paths carry names, never values: odd
// characters of a name become '?', long names are cut, and the list stops at kMaxPaths.
class UnknownPaths {
 public:
  static constexpr std::size_t kMaxPaths = 100;

  void add(std::string_view path);
  std::vector<std::string> take();

 private:
  std::vector<std::string> paths_;
};

struct Writer {
  base::XmlOut xml;
  UnknownPaths unknown;

  // The element with the text, or nil without one.
  void text_or_nil(std::string_view element, std::optional<std::string_view> text);
  // Reports the members of `object` that are not null and of which `is_known` says no.
  template <class IsKnown>
  void report_unknown(const base::JsonValue& object, std::string_view path, IsKnown is_known);
};

// The declaration of the contract's message namespace as the default: xmlns="…".
std::string message_namespace();

// "a" and "b" as "a.b"; `name` alone when `parent` is empty.
std::string join_path(std::string_view parent, std::string_view name);

template <class IsKnown>
void Writer::report_unknown(const base::JsonValue& object, std::string_view path,
                            IsKnown is_known) {
  for (const base::JsonValue& member : object.children) {
    if (!member.is_null() && !is_known(member)) unknown.add(join_path(path, member.name));
  }
}

// The SOAP spelling of a REST member: first letter upper case, characters an XML name cannot hold
// replaced by '_'. Always a valid element name.
std::string pascal_case(std::string_view name);

}  // namespace uws::mapping::callback
