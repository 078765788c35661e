#include "mapping/common/json.h"

#include <algorithm>
#include <charconv>

#include "mapping/common/dates.h"
#include "mapping/common/faults.h"

namespace uws::mapping {
namespace {

const Json kNothing = Json::object();

std::optional<std::string> scalar_text(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
  if (value.is_number()) return value.dump();
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

Result<Json> parse(const RestReply& reply) {
  Json value = Json::parse(reply.body, nullptr, false);
  if (value.is_discarded()) return tl::unexpected(uws_fault(kUnexpectedError));
  return value;
}

JsonObject::JsonObject(const Json& value, std::string path, Notes& notes)
    : value_(value.is_object() ? value : kNothing), path_(std::move(path)), notes_(notes) {
  if (!value.is_object() && !value.is_null()) note(path_.empty() ? "$" : path_);
}

JsonObject::~JsonObject() {
  for (const auto& [key, member] : value_.items()) {
    if (std::find(known_.begin(), known_.end(), key) == known_.end()) note(below(key.c_str()));
  }
}

std::string JsonObject::below(const char* key) const {
  return path_.empty() ? std::string(key) : path_ + "." + key;
}

void JsonObject::note(const std::string& path) {
  auto& paths = notes_.unmapped_paths;
  if (std::find(paths.begin(), paths.end(), path) == paths.end()) paths.push_back(path);
}

const Json* JsonObject::take(const char* key) {
  known_.emplace_back(key);
  const auto found = value_.find(key);
  return found == value_.end() || found->is_null() ? nullptr : &*found;
}

std::optional<std::string> JsonObject::text(const char* key) {
  const Json* member = take(key);
  if (!member) return std::nullopt;
  auto text = scalar_text(*member);
  if (!text) note(below(key));
  return text;
}

std::optional<long long> JsonObject::integer(const char* key) {
  const Json* member = take(key);
  if (!member) return std::nullopt;
  if (member->is_number_integer()) return member->get<long long>();
  if (member->is_number_float()) {
    constexpr double kExact = 9.0e15;  // beyond this a double skips whole numbers
    const double number = member->get<double>();
    if (number >= -kExact && number <= kExact) return static_cast<long long>(number);
  }
  if (member->is_string()) {
    const auto& digits = member->get_ref<const std::string&>();
    long long value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error == std::errc{} && end == digits.data() + digits.size()) return value;
    if (digits.empty()) return std::nullopt;
  }
  note(below(key));
  return std::nullopt;
}

std::optional<bool> JsonObject::boolean(const char* key) {
  const Json* member = take(key);
  if (!member) return std::nullopt;
  if (member->is_boolean()) return member->get<bool>();
  if (member->is_string()) {
    const auto& word = member->get_ref<const std::string&>();
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
  const Json* member = take(key);
  return {member ? *member : kNothing, below(key), notes_};
}

JsonArray JsonObject::array(const char* key) { return {take(key), below(key) + "[]", notes_}; }

const Json* JsonObject::raw(const char* key) { return take(key); }

void JsonObject::ignore(const char* key) { take(key); }

bool JsonObject::has(const char* key) const {
  const auto found = value_.find(key);
  return found != value_.end() && !found->is_null();
}

JsonArray::JsonArray(const Json* value, std::string path, Notes& notes)
    : path_(std::move(path)), notes_(notes) {
  if (!value) return;
  if (!value->is_array()) {
    items_.push_back(value);
    return;
  }
  items_.reserve(value->size());
  for (const Json& item : *value) items_.push_back(&item);
}

std::optional<std::string> JsonArray::text(std::size_t i) const { return scalar_text(*items_[i]); }

}  // namespace uws::mapping
