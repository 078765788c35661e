#pragma once
// The two parsers behind parse_json (json_value.h).

#include <memory_resource>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_value.h"

namespace uws::base {

// simdjson; nothing when the document is not JSON to it (half a surrogate pair, a byte order mark,
// a mistake), or no object or array.
std::optional<JsonDocument> parse_quickly(std::string_view document);

// nlohmann's reader; the error says where.
tl::expected<JsonDocument, std::string> parse_thoroughly(std::string_view document);

struct JsonDocument::Storage {
  std::string text;  // the document, where values are parts of it
  std::pmr::monotonic_buffer_resource blocks;
};

// Puts a document together from what a parser meets, in order.
class JsonBuilder {
 public:
  using Kind = JsonValue::Kind;

  JsonBuilder() : storage_(std::make_unique<JsonDocument::Storage>()) {}

  std::string& text() { return storage_->text; }
  // A copy that lives as long as the document.
  std::string_view keep(std::string_view text);
  // The name and text must live as long as the document.
  void add(Kind kind, std::string_view name, std::string_view text);
  // False: nested deeper than kMaxJsonDepth.
  bool open(Kind kind, std::string_view name);
  void close();

  JsonDocument take();

 private:
  struct Open {
    Kind kind;
    std::string_view name;
    std::size_t first;  // of its children in pending_
  };

  std::unique_ptr<JsonDocument::Storage> storage_;
  std::vector<JsonValue> pending_;  // finished, their container is not
  std::vector<Open> open_;
};

}  // namespace uws::base
