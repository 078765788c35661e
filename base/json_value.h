#pragma once
// A JSON document as it comes from the platform, in answers and in callbacks: members keep their
// order, and a number keeps its digits, because a 20-digit ICCID sent as a number fits no machine
// type.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace uws::base {

// Everything in it is borrowed from its document.
struct JsonValue {
  enum class Kind : std::uint8_t { kNull, kBoolean, kNumber, kString, kArray, kObject };

  Kind kind = Kind::kNull;
  // Name in the enclosing object; empty elsewhere.
  std::string_view name;
  // The scalar as text: true, false, a number as spelt, a string unescaped.
  std::string_view text;
  // Items of an array, members of an object, in document order.
  std::span<const JsonValue> children;

  bool is_null() const { return kind == Kind::kNull; }
  bool is_array() const { return kind == Kind::kArray; }
  bool is_object() const { return kind == Kind::kObject; }
  bool is_container() const { return is_array() || is_object(); }
  bool is_scalar() const { return !is_null() && !is_container(); }

  // The member of that name, the last one when it is repeated; null when there is none, when its
  // value is null, or when this is no object.
  const JsonValue* find(std::string_view member) const;
};

// Owns what the values below its root borrow: a few blocks, whatever their number. An empty one is
// null.
class JsonDocument {
 public:
  struct Storage;

  JsonDocument();
  JsonDocument(const JsonValue& root, std::unique_ptr<Storage> storage);
  ~JsonDocument();
  JsonDocument(JsonDocument&&) noexcept;
  JsonDocument& operator=(JsonDocument&&) noexcept;

  const JsonValue& root() const& { return root_; }
  const JsonValue& root() const&& = delete;

 private:
  JsonValue root_;
  std::unique_ptr<Storage> storage_;
};

// The text of a scalar; nothing for absent, null, objects and arrays. Borrowed from `value`.
std::optional<std::string_view> scalar_text(const JsonValue* value);

// How deep a document may nest; deeper ones are refused.
inline constexpr std::size_t kMaxJsonDepth = 64;

// Reads a whole document, with or without a byte order mark. Bytes that are not UTF-8 and \u
// escapes of half a surrogate pair become U+FFFD instead of an error, so a text message cut in the
// middle of a character still arrives. Error: one line without any of the document's values.
tl::expected<JsonDocument, std::string> parse_json(std::string_view document);

}  // namespace uws::base
