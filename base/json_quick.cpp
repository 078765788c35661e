#include <simdjson.h>

#include "base/json_parsers.h"
#include "base/text.h"

namespace uws::base {
namespace {

namespace ondemand = simdjson::ondemand;
using Kind = JsonValue::Kind;

// What a parser keeps between documents, bytes.
constexpr std::size_t kKept = 1024 * 1024;

bool take_all_digits(std::string_view& text) {
  const auto count = std::min(text.find_first_not_of("0123456789"), text.size());
  text.remove_prefix(count);
  return count > 0;
}

// Whether this is a number as JSON spells it; simdjson leaves that to who wants its value.
bool is_number(std::string_view text) {
  take(text, '-');
  if (!take(text, '0') && !take_all_digits(text)) return false;
  if (take(text, '.') && !take_all_digits(text)) return false;
  if (!text.empty() && (text.front() == 'e' || text.front() == 'E')) {
    text.remove_prefix(1);
    if (!text.empty() && (text.front() == '+' || text.front() == '-')) text.remove_prefix(1);
    if (!take_all_digits(text)) return false;
  }
  return text.empty();
}

class Walk {
 public:
  explicit Walk(JsonBuilder& builder) : builder_(builder) {}

  template <class Array>
  bool array(Array&& items, std::string_view name) {
    if (!builder_.open(Kind::kArray, name)) return false;
    for (auto item : items) {
      ondemand::value value;
      if (item.get(value) != simdjson::SUCCESS || !any(value, {})) return false;
    }
    builder_.close();
    return true;
  }

  template <class Object>
  bool object(Object&& members, std::string_view name) {
    if (!builder_.open(Kind::kObject, name)) return false;
    for (auto member : members) {
      std::string_view key;
      ondemand::value value;
      if (member.unescaped_key().get(key) != simdjson::SUCCESS) return false;
      const std::string_view kept = builder_.keep(key);
      if (member.value().get(value) != simdjson::SUCCESS || !any(value, kept)) return false;
    }
    builder_.close();
    return true;
  }

 private:
  bool any(ondemand::value& value, std::string_view name) {
    ondemand::json_type type{};
    if (value.type().get(type) != simdjson::SUCCESS) return false;
    switch (type) {
      case ondemand::json_type::array: {
        ondemand::array items;
        return value.get_array().get(items) == simdjson::SUCCESS && array(items, name);
      }
      case ondemand::json_type::object: {
        ondemand::object members;
        return value.get_object().get(members) == simdjson::SUCCESS && object(members, name);
      }
      case ondemand::json_type::string:
        return string(value, name);
      case ondemand::json_type::number:
      case ondemand::json_type::boolean:
      case ondemand::json_type::null:
        break;
    }
    return word(value, name);
  }

  // A string without an escape is a part of the document. Whatever its form, every value is taken:
  // what is left standing, simdjson passes over without a look.
  bool string(ondemand::value& value, std::string_view name) {
    const std::string_view token = trimmed(value.raw_json_token());
    if (token.find('\\') == std::string_view::npos) {
      ondemand::raw_json_string taken;
      if (value.get_raw_json_string().get(taken) != simdjson::SUCCESS) return false;
      if (token.size() < 2 || token.back() != '"') return false;
      builder_.add(Kind::kString, name, token.substr(1, token.size() - 2));
      return true;
    }
    std::string_view text;
    if (value.get_string().get(text) != simdjson::SUCCESS) return false;
    builder_.add(Kind::kString, name, builder_.keep(text));
    return true;
  }

  bool word(ondemand::value& value, std::string_view name) {
    const std::string_view token = trimmed(value.raw_json_token());
    if (token == "null") {
      builder_.add(Kind::kNull, name, {});
      bool null = false;
      return value.is_null().get(null) == simdjson::SUCCESS && null;
    }
    if (token == "true" || token == "false") {
      builder_.add(Kind::kBoolean, name, token);
      return value.get_bool().error() == simdjson::SUCCESS;
    }
    builder_.add(Kind::kNumber, name, token);
    return is_number(token) && value.get_double().error() == simdjson::SUCCESS;
  }

  JsonBuilder& builder_;
};

bool walk(ondemand::parser& parser, JsonBuilder& builder) {
  ondemand::document document;
  const std::string& text = builder.text();
  const simdjson::padded_string_view padded(text.data(), text.size(), text.capacity());
  if (parser.iterate(padded).get(document) != simdjson::SUCCESS) return false;
  ondemand::json_type type{};
  if (document.type().get(type) != simdjson::SUCCESS) return false;
  Walk step(builder);
  bool walked = false;
  if (type == ondemand::json_type::array) {
    ondemand::array items;
    walked = document.get_array().get(items) == simdjson::SUCCESS && step.array(items, {});
  } else if (type == ondemand::json_type::object) {
    ondemand::object members;
    walked = document.get_object().get(members) == simdjson::SUCCESS && step.object(members, {});
  }
  return walked && document.current_location().error() == simdjson::OUT_OF_BOUNDS;
}

}  // namespace

std::optional<JsonDocument> parse_quickly(std::string_view document) {
  thread_local ondemand::parser parser;
  JsonBuilder builder;
  builder.text().reserve(document.size() + simdjson::SIMDJSON_PADDING);
  builder.text() = document;
  const bool good = walk(parser, builder);
  if (parser.capacity() > kKept) parser = ondemand::parser{};
  if (!good) return std::nullopt;
  return builder.take();
}

}  // namespace uws::base
