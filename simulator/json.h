#pragma once
// JSON in the order it is written, as the platform's own answers are.

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace uws::simulator {

using Json = nlohmann::ordered_json;

// A member's text; empty when it is absent, null or no string.
inline std::string text_of(const Json& object, std::string_view name) {
  const auto found = object.is_object() ? object.find(std::string(name)) : object.end();
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

// A member, or null when it is absent.
inline const Json& member_of(const Json& object, std::string_view name) {
  static const Json null;
  if (!object.is_object()) return null;
  const auto found = object.find(std::string(name));
  return found == object.end() ? null : *found;
}

}  // namespace uws::simulator
