#include "base/json_value.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/text.h"
#include "base/utf8.h"

namespace uws::base {
namespace {

using Kind = JsonValue::Kind;

// Builds a Value from nlohmann's events; a false return stops the parse.
class Builder : public nlohmann::json_sax<nlohmann::json> {
 public:
  bool null() override { return add(Kind::kNull, {}); }
  bool boolean(bool value) override { return add(Kind::kBoolean, value ? "true" : "false"); }
  bool number_integer(number_integer_t value) override {
    // The reader takes whole numbers without a sign for unsigned: a signed 0 was spelt -0.
    return add(Kind::kNumber, value == 0 ? "-0" : std::to_string(value));
  }
  bool number_unsigned(number_unsigned_t value) override {
    return add(Kind::kNumber, std::to_string(value));
  }
  bool number_float(number_float_t, const string_t& spelt) override {
    return add(Kind::kNumber, spelt);
  }
  bool string(string_t& value) override { return add(Kind::kString, std::move(value)); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(Kind::kObject); }
  bool key(string_t& value) override {
    key_ = std::move(value);
    return true;
  }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(Kind::kArray); }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::json::exception&) override {
    error_ = "not JSON at byte " + std::to_string(position);
    return false;
  }

  JsonValue take() { return std::move(root_); }
  const std::string& error() const { return error_; }

 private:
  JsonValue& place(Kind kind, std::string text) {
    JsonValue* value = &root_;
    if (!open_.empty()) value = &open_.back()->children.emplace_back();
    value->kind = kind;
    value->name = std::exchange(key_, {});
    value->text = std::move(text);
    return *value;
  }
  bool add(Kind kind, std::string text) {
    place(kind, std::move(text));
    return true;
  }
  bool open(Kind kind) {
    if (open_.size() == kMaxJsonDepth) {
      error_ = "JSON nested deeper than " + std::to_string(kMaxJsonDepth);
      return false;
    }
    // A parent gets no further child while this one is open, so the pointer stays good.
    open_.push_back(&place(kind, {}));
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }

  JsonValue root_;
  std::vector<JsonValue*> open_;
  std::string key_;
  std::string error_;
};

tl::expected<JsonValue, std::string> parse_strictly(std::string_view document) {
  Builder builder;
  if (nlohmann::json::sax_parse(document.begin(), document.end(), &builder)) return builder.take();
  return tl::make_unexpected(builder.error());
}

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

tl::expected<JsonValue, std::string> parse_json(std::string_view document) {
  auto parsed = parse_strictly(document);
  if (parsed) return parsed;
  const std::string repaired = repair_surrogates(repair_utf8(document));
  if (repaired == document) return parsed;
  return parse_strictly(repaired);
}

}  // namespace uws::base
