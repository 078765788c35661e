#pragma once
// A JSON document as it comes from the platform, in answers and in callbacks: members keep their
// order, and a number keeps its digits, because a 20-digit ICCID sent as a number fits no machine
// type.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace uws::base {

struct JsonValue {
  enum class Kind : std::uint8_t { kNull, kBoolean, kNumber, kString, kArray, kObject };

  Kind kind = Kind::kNull;
  // Name in the enclosing object; empty elsewhere.
  std::string name;
  // The scalar as text: true, false, a number as spelt, a string unescaped.
  std::string text;
  // Items of an array, members of an object, in document order.
  std::vector<JsonValue> children;

  bool is_null() const { return kind == Kind::kNull; }
  bool is_array() const { return kind == Kind::kArray; }
  bool is_object() const { return kind == Kind::kObject; }
  bool is_container() const { return is_array() || is_object(); }
  bool is_scalar() const { return !is_null() && !is_container(); }

  // The member of that name, the last one when it is repeated; null when there is none, when its
  // value is null, or when this is no object. Borrowed from this value.
  const JsonValue* find(std::string_view member) const;
};

// The text of a scalar; nothing for absent, null, objects and arrays. Borrowed from `value`.
std::optional<std::string_view> scalar_text(const JsonValue* value);

// How deep a document may nest; deeper ones are refused.
inline constexpr std::size_t kMaxJsonDepth = 64;

// Reads a whole document, with or without a byte order mark. Bytes that are not UTF-8 and \u
// escapes of half a surrogate pair become U+FFFD instead of an error, so a text message cut in the
// middle of a character still arrives. Error: one line without any of the document's values.
tl::expected<JsonValue, std::string> parse_json(std::string_view document);

}  // namespace uws::base
