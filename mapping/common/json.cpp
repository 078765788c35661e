#include "mapping/common/json.h"

#include <algorithm>
#include <charconv>

#include "mapping/common/dates.h"
#include "mapping/common/faults.h"

namespace uws::mapping {
namespace {

const base::JsonValue kNothing;

std::optional<std::string> owned(std::optional<std::string_view> text) {
  if (!text) return std::nullopt;
  return std::string(*text);
}

template <class Number>
std::optional<Number> number(std::string_view digits) {
  Number value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error == std::errc{} && end == digits.data() + digits.size()) return value;
  return std::nullopt;
}

}  // namespace

void put(Json& object, const char* key, const std::optional<std::string>& value) {
  if (value && !value->empty()) object[key] = *value;
}

void put(Json& object, const char* key, const std::string& value) {
  if (!value.empty()) object[key] = value;
}

void put(Json& object, const char* key, const std::optional<bool>& value) {
  if (value) object[key] = *value;
}

void put(Json& object, const char* key, const std::optional<int>& value) {
  if (value) object[key] = *value;
}

void put(Json& object, const char* key, Json value) {
  if (value.is_null() || (value.is_structured() && value.empty())) return;
  object[key] = std::move(value);
}

std::string dump(const Json& body) {
  return body.dump(-1, ' ', false, Json::error_handler_t::replace);
}

bool is_blank(const RestReply& reply) {
  return reply.body.find_first_not_of(" \t\r\n") == std::string::npos;
}

Result<base::JsonValue> parse(const RestReply& reply) {
  auto value = base::parse_json(reply.body);
  if (!value) return tl::unexpected(refuse(kUnexpectedError, "the platform's answer is no JSON"));
  return std::move(*value);
}

JsonObject::JsonObject(const base::JsonValue& value, std::string path, Notes& notes)
    : value_(value.is_object() ? value : kNothing), path_(std::move(path)), notes_(notes) {
  if (!value.is_object() && !value.is_null()) note(path_.empty() ? "$" : path_);
}

JsonObject::~JsonObject() {
  for (const base::JsonValue& member : value_.children) {
    if (std::find(known_.begin(), known_.end(), member.name) == known_.end()) {
      note(below(member.name.c_str()));
    }
  }
}

std::string JsonObject::below(const char* key) const {
  return path_.empty() ? std::string(key) : path_ + "." + key;
}

void JsonObject::note(const std::string& path) {
  auto& paths = notes_.unmapped_paths;
  if (std::find(paths.begin(), paths.end(), path) == paths.end()) paths.push_back(path);
}

const base::JsonValue* JsonObject::take(const char* key) {
  known_.emplace_back(key);
  return value_.find(key);
}

std::optional<std::string> JsonObject::text(const char* key) {
  const base::JsonValue* member = take(key);
  if (!member) return std::nullopt;
  auto text = owned(base::scalar_text(member));
  if (!text) note(below(key));
  return text;
}

std::optional<long long> JsonObject::integer(const char* key) {
  const base::JsonValue* member = take(key);
  if (!member) return std::nullopt;
  const bool is_number = member->kind == base::JsonValue::Kind::kNumber;
  if (is_number || member->kind == base::JsonValue::Kind::kString) {
    if (const auto whole = number<long long>(member->text)) return whole;
  }
  if (is_number) {
    constexpr double kExact = 9.0e15;  // beyond this a double skips whole numbers
    const auto value = number<double>(member->text);
    if (value && *value >= -kExact && *value <= kExact) return static_cast<long long>(*value);
  }
  if (member->kind == base::JsonValue::Kind::kString && member->text.empty()) return std::nullopt;
  note(below(key));
  return std::nullopt;
}

std::optional<bool> JsonObject::boolean(const char* key) {
  const base::JsonValue* member = take(key);
  if (!member) return std::nullopt;
  const auto& word = member->text;
  if (member->kind == base::JsonValue::Kind::kBoolean) return word == "true";
  if (member->kind == base::JsonValue::Kind::kString) {
    if (word == "true" || word == "True" || word == "TRUE") return true;
    if (word == "false" || word == "False" || word == "FALSE") return false;
    if (word.empty()) return std::nullopt;
  }
  note(below(key));
  return std::nullopt;
}

std::optional<std::string> JsonObject::date_time(const char* key) {
  const auto spelled = text(key);
  if (!spelled || spelled->empty()) return std::nullopt;
  auto date = to_xsd_date_time(*spelled);
  if (!date) note(below(key));
  return date;
}

JsonObject JsonObject::object(const char* key) {
  const base::JsonValue* member = take(key);
  return {member ? *member : kNothing, below(key), notes_};
}

JsonArray JsonObject::array(const char* key) { return {take(key), below(key) + "[]", notes_}; }

const base::JsonValue* JsonObject::raw(const char* key) { return take(key); }

void JsonObject::ignore(const char* key) { take(key); }

bool JsonObject::has(const char* key) const { return value_.find(key) != nullptr; }

JsonArray::JsonArray(const base::JsonValue* value, std::string path, Notes& notes)
    : path_(std::move(path)), notes_(notes) {
  if (!value) return;
  if (!value->is_array()) {
    items_.push_back(value);
    return;
  }
  items_.reserve(value->children.size());
  for (const base::JsonValue& item : value->children) items_.push_back(&item);
}

std::optional<std::string> JsonArray::text(std::size_t i) const {
  return owned(base::scalar_text(items_[i]));
}

}  // namespace uws::mapping
