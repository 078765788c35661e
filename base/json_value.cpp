#include "base/json_value.h"

#include <algorithm>

#include "base/json_parsers.h"
#include "base/text.h"
#include "base/utf8.h"

namespace uws::base {
namespace {

// The value of `\uXXXX` at `at`, or -1.
int unicode_escape(std::string_view text, std::size_t at) {
  if (text.size() - at < 6 || text[at] != '\\' || text[at + 1] != 'u') return -1;
  int value = 0;
  for (const char c : text.substr(at + 2, 4)) {
    const int digit = hex_value(c);
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

std::string repair_surrogates(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] != '\\') {
      out += text[at++];
      continue;
    }
    const int value = unicode_escape(text, at);
    if (value < 0xD800 || value > 0xDFFF) {
      out.append(text.substr(at, 2));
      at += 2;
      continue;
    }
    const int next = at + 6 < text.size() ? unicode_escape(text, at + 6) : -1;
    const bool pair = value <= 0xDBFF && next >= 0xDC00 && next <= 0xDFFF;
    out.append(pair ? text.substr(at, 12) : std::string_view("\\ufffd"));
    at += pair ? 12 : 6;
  }
  return out;
}

}  // namespace

const JsonValue* JsonValue::find(std::string_view member) const {
  if (!is_object()) return nullptr;
  const auto found = std::find_if(children.rbegin(), children.rend(),
                                  [&](const JsonValue& child) { return child.name == member; });
  if (found == children.rend() || found->is_null()) return nullptr;
  return &*found;
}

std::optional<std::string_view> scalar_text(const JsonValue* value) {
  if (value == nullptr || !value->is_scalar()) return std::nullopt;
  return value->text;
}

JsonDocument::JsonDocument() = default;
JsonDocument::JsonDocument(const JsonValue& root, std::unique_ptr<Storage> storage)
    : root_(root), storage_(std::move(storage)) {}
JsonDocument::~JsonDocument() = default;
JsonDocument::JsonDocument(JsonDocument&&) noexcept = default;
JsonDocument& JsonDocument::operator=(JsonDocument&&) noexcept = default;

tl::expected<JsonDocument, std::string> parse_json(std::string_view document) {
  if (auto quick = parse_quickly(document)) return std::move(*quick);
  // The other parser says where the mistake is.
  auto parsed = parse_thoroughly(document);
  if (parsed) return parsed;
  const std::string repaired = repair_surrogates(repair_utf8(document));
  if (repaired == document) return parsed;
  return parse_thoroughly(repaired);
}

}  // namespace uws::base
