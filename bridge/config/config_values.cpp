#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"
#include "bridge/config/config_keys.h"

namespace uws::config {
namespace {

using Error = std::optional<std::string>;
using Millis = std::chrono::milliseconds;

Error refused(const Key& key, const std::string& must, const Given& given) {
  auto message = "must be " + must;
  if (!key.secret()) message += ", got " + given.shown;
  return message;
}

constexpr std::array<std::string_view, 3> kClientAuth{"none", "optional", "required"};

template <class T>
constexpr std::string_view unit() {
  return std::is_same_v<T, Millis> ? " of milliseconds" : "";
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> items;
  while (!text.empty()) {
    const auto comma = text.find(',');
    items.emplace_back(base::trimmed(text.substr(0, comma)));
    text = comma == std::string_view::npos ? std::string_view{} : text.substr(comma + 1);
  }
  return items;
}

std::optional<std::uint64_t> number_in(const Given& given) {
  if (const auto* whole = std::get_if<std::int64_t>(&given.value)) {
    if (*whole < 0) return std::nullopt;
    return static_cast<std::uint64_t>(*whole);
  }
  const auto* text = std::get_if<std::string>(&given.value);
  if (text == nullptr || !given.from_environment) return std::nullopt;
  std::uint64_t number = 0;
  const auto* end = text->data() + text->size();
  const auto read = std::from_chars(text->data(), end, number);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return number;
}

// One overload per kind of slot.
template <class Number>
Error put(const Key& key, const Given& given, Number& slot) {
  const auto range = std::get<Range>(key.check);
  const auto number = number_in(given);
  if (!number || *number < range.min || *number > range.max) {
    return refused(key,
                   "a whole number" + std::string(unit<Number>()) + " from " +
                       std::to_string(range.min) + " to " + std::to_string(range.max),
                   given);
  }
  if constexpr (std::is_same_v<Number, Millis>) {
    slot = Millis(static_cast<Millis::rep>(*number));
  } else {
    slot = static_cast<Number>(*number);
  }
  return std::nullopt;
}

Error put(const Key& key, const Given& given, std::string& slot) {
  const auto& rule = std::get<Rule>(key.check);
  const auto* text = std::get_if<std::string>(&given.value);
  if (text == nullptr || !rule.holds(*text)) return refused(key, std::string(rule.says), given);
  slot = *text;
  return std::nullopt;
}

Error put(const Key& key, const Given& given, http::ClientAuth& slot) {
  std::string word;
  if (auto error = put(key, given, word)) return error;
  slot = *client_auth(word);
  return std::nullopt;
}

Error put(const Key& key, const Given& given, bool& slot) {
  const auto* text = std::get_if<std::string>(&given.value);
  if (const auto* flag = std::get_if<bool>(&given.value)) {
    slot = *flag;
  } else if (text && given.from_environment && (*text == "true" || *text == "false")) {
    slot = *text == "true";
  } else {
    return refused(key, "true or false", given);
  }
  return std::nullopt;
}

// The items of a list: TOML's array, or text with commas from the environment.
std::optional<std::vector<std::string>> items_in(const Given& given) {
  if (const auto* list = std::get_if<std::vector<std::string>>(&given.value)) return *list;
  const auto* text = std::get_if<std::string>(&given.value);
  if (text == nullptr || !given.from_environment) return std::nullopt;
  return split(*text);
}

Error put(const Key& key, const Given& given, std::vector<std::string>& slot) {
  const auto& rule = std::get<Rule>(key.check);
  const auto items = items_in(given);
  if (!items) return refused(key, "a list of texts", given);
  for (const auto& item : *items) {
    if (!rule.holds(item))
      return "each must be " + std::string(rule.says) + ", got " + quoted(item);
  }
  slot = *items;
  return std::nullopt;
}

Error put(const Key& key, const Given& given, std::map<std::string, std::string>& slot) {
  const auto& rule = std::get<Rule>(key.check);
  const auto items = items_in(given);
  if (!items) return refused(key, "a table of texts", given);
  for (const auto& item : *items) {
    if (!rule.holds(item)) return "must be " + std::string(rule.says) + ", got " + quoted(item);
    const auto equals = item.find('=');
    slot[item.substr(0, equals)] = item.substr(equals + 1);
  }
  return std::nullopt;
}

std::string show(const std::string& value) { return quoted(value); }
std::string show(http::ClientAuth value) {
  return quoted(kClientAuth[static_cast<std::size_t>(value)]);
}
std::string show(bool value) { return value ? "true" : "false"; }
std::string show(std::uint16_t value) { return std::to_string(value); }
std::string show(std::size_t value) { return std::to_string(value); }
std::string show(Millis value) { return std::to_string(value.count()); }
std::string show(const std::vector<std::string>& list) {
  std::string out = "[";
  for (const auto& item : list) out += (out.size() > 1 ? ", " : "") + quoted(item);
  return out + "]";
}
std::string show(const std::map<std::string, std::string>& map) {
  std::string out = "{";
  for (const auto& [name, value] : map) {
    out += (out.size() > 1 ? ", " : " ") + name + " = " + quoted(value);
  }
  return out + (map.empty() ? "}" : " }");
}

std::string type_name(const std::string&) { return "text"; }
std::string type_name(http::ClientAuth) { return "text"; }
std::string type_name(bool) { return "true or false"; }
std::string type_name(std::uint16_t) { return "port"; }
std::string type_name(std::size_t) { return "number"; }
std::string type_name(Millis) { return "milliseconds"; }
std::string type_name(const std::vector<std::string>&) { return "list of texts"; }
std::string type_name(const std::map<std::string, std::string>&) { return "table of texts"; }

}  // namespace

std::optional<http::ClientAuth> client_auth(std::string_view word) {
  const auto found = std::ranges::find(kClientAuth, word);
  if (found == kClientAuth.end()) return std::nullopt;
  return static_cast<http::ClientAuth>(found - kClientAuth.begin());
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  }
  return out + '"';
}

Error assign(const Key& key, const Given& given, Config& config) {
  return std::visit([&](auto slot) { return put(key, given, slot(config)); }, key.slot);
}

std::string type_of(const Key& key) {
  Config any;
  return std::visit([&](auto slot) { return type_name(slot(any)); }, key.slot);
}

std::vector<std::string> secrets_of(const Config& config) {
  std::vector<std::string> secrets;
  for (const auto& key : config_keys()) {
    const auto* slot = std::get_if<std::string& (*)(Config&)>(&key.slot);
    Config copy = config;
    if (key.secret() && slot) secrets.push_back((*slot)(copy));
  }
  return secrets;
}

std::string value_of(const Key& key, const Config& config) {
  Config copy = config;
  return std::visit([&](auto slot) { return show(slot(copy)); }, key.slot);
}

}  // namespace uws::config
