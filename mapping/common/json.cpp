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
  if (value && !value->empty()) object.put_string(key, *value);
}

void put(Json& object, const char* key, const std::string& value) {
  if (!value.empty()) object.put_string(key, value);
}

void put(Json& object, const char* key, const std::optional<bool>& value) {
  if (value) object[key] = *value;
}

void put(Json& object, const char* key, const std::optional<int>& value) {
  if (value) object[key] = *value;
}

void put(Json& object, const char* key, const Json& value) {
  if (!value.empty()) object[key] = value;
}

bool is_blank(const RestReply& reply) {
  return reply.body.find_first_not_of(" \t\r\n") == std::string::npos;
}

Result<base::JsonDocument> parse(const RestReply& reply) {
  auto value = base::parse_json(reply.body);
  if (!value) return tl::unexpected(refuse(kUnexpectedError, "the platform's answer is no JSON"));
  return std::move(*value);
}

Result<base::JsonDocument> parse_object(const RestReply& reply) {
  auto document = parse(reply);
  if (!document || document->root().is_object()) return document;
  return tl::unexpected(refuse(kUnexpectedError, "the platform's answer is no JSON object"));
}

JsonPath JsonPath::member(const char* name) const {
  JsonPath path = *this;
  if (path.size_ < kMost) path.names_[path.size_++] = name;
  return path;
}

JsonPath JsonPath::items() const {
  JsonPath path = *this;
  path.lists_ = static_cast<std::uint8_t>(path.lists_ | (1U << (size_ - 1U)));
  return path;
}

std::string JsonPath::text() const {
  std::string all;
  for (std::size_t i = 0; i < size_; ++i) {
    if (!all.empty()) all += '.';
    all += names_[i];
    if ((lists_ >> i & 1U) != 0) all += "[]";
  }
  return all;
}

std::string JsonPath::text(std::string_view member) const {
  std::string all = text();
  if (!all.empty()) all += '.';
  return all.append(member);
}

JsonObject::JsonObject(const base::JsonValue& value, JsonPath path, Notes& notes)
    : value_(value.is_object() ? value : kNothing), path_(path), notes_(notes) {
  if (value.is_object() || value.is_null()) return;
  const std::string place = path_.text();
  note(place.empty() ? "$" : place);
}

JsonObject::~JsonObject() {
  for (std::size_t i = 0; i < value_.children.size(); ++i) {
    if (!known(i)) note(path_.text(value_.children[i].name));
  }
}

void JsonObject::mark_known(std::size_t member) {
  if (member < 64) {
    known_ |= std::uint64_t{1} << member;
    return;
  }
  more_known_.resize(value_.children.size() - 64);
  more_known_[member - 64] = true;
}

bool JsonObject::known(std::size_t member) const {
  if (member < 64) return (known_ >> member & 1U) != 0;
  return member - 64 < more_known_.size() && more_known_[member - 64];
}

void JsonObject::note(const std::string& path) {
  auto& paths = notes_.unmapped_paths;
  if (std::find(paths.begin(), paths.end(), path) == paths.end()) paths.push_back(path);
}

// As JsonValue::find, and remembers all members of the name.
const base::JsonValue* JsonObject::take(const char* key) {
  const std::string_view name = key;
  const base::JsonValue* found = nullptr;
  for (std::size_t i = 0; i < value_.children.size(); ++i) {
    if (value_.children[i].name != name) continue;
    mark_known(i);
    found = &value_.children[i];
  }
  return found && !found->is_null() ? found : nullptr;
}

std::optional<std::string> JsonObject::text(const char* key) {
  const base::JsonValue* member = take(key);
  if (!member) return std::nullopt;
  auto text = owned(base::scalar_text(member));
  if (!text) note_member(key);
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
  note_member(key);
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
  note_member(key);
  return std::nullopt;
}

std::optional<std::string> JsonObject::date_time(const char* key) {
  const auto spelled = text(key);
  if (!spelled || spelled->empty()) return std::nullopt;
  auto date = to_xsd_date_time(*spelled);
  if (!date) note_member(key);
  return date;
}

JsonObject JsonObject::object(const char* key) {
  const base::JsonValue* member = take(key);
  return {member ? *member : kNothing, path_.member(key), notes_};
}

JsonArray JsonObject::array(const char* key) {
  return {take(key), path_.member(key).items(), notes_};
}

const base::JsonValue* JsonObject::raw(const char* key) { return take(key); }

void JsonObject::ignore(const char* key) { take(key); }

bool JsonObject::has(const char* key) const { return value_.find(key) != nullptr; }

JsonArray::JsonArray(const base::JsonValue* value, JsonPath path, Notes& notes)
    : path_(path), notes_(notes) {
  if (value) items_ = value->is_array() ? value->children : std::span(value, 1);
}

std::optional<std::string> JsonArray::text(std::size_t i) const {
  return owned(base::scalar_text(&items_[i]));
}

}  // namespace uws::mapping
