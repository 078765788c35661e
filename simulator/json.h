#pragma once
// JSON in the order it is written, as the platform's own answers are.

#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>
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

// Adds {"key": key, "value": value}, the platform's form of an attribute.
inline void add_pair(Json& list, std::string_view key, std::string_view value) {
  list.push_back({{"key", key}, {"value", value}});
}

// A whole text as a number, or nothing.
inline std::optional<std::int64_t> number_in(std::string_view text) {
  std::int64_t number = 0;
  const auto* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  return read.ec == std::errc() && read.ptr == end ? std::optional(number) : std::nullopt;
}

}  // namespace uws::simulator
