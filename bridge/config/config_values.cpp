#include <algorithm>
#include <array>
#include <cctype>
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

constexpr std::array<std::string_view, 3> kClientAuthWords{"none", "optional", "required"};

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

std::string must_last(const Lasting& bounds) {
  return "a time from " + lasting_text(bounds.min) + " to " + lasting_text(bounds.max) +
         " such as \"30s\", \"2m\" or \"7d\"";
}

std::optional<Millis> lasting_in(const std::string* text, const Lasting& bounds) {
  const auto time = text == nullptr ? std::nullopt : parse_lasting(*text);
  return time && *time >= bounds.min && *time <= bounds.max ? time : std::nullopt;
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

Error put(const Key& key, const Given& given, Millis& slot) {
  const auto* bounds = std::get_if<Lasting>(&key.check);
  if (bounds == nullptr) return put<Millis>(key, given, slot);
  const auto time = lasting_in(std::get_if<std::string>(&given.value), *bounds);
  if (!time) return refused(key, must_last(*bounds), given);
  slot = *time;
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
      return "each must be " + std::string(rule.says) + ", got " + in_quotes(item);
  }
  slot = *items;
  return std::nullopt;
}

Error put(const Key& key, const Given& given, std::vector<Millis>& slot) {
  const auto& bounds = std::get<Lasting>(key.check);
  const auto items = items_in(given);
  if (!items || items->empty()) return refused(key, "a list of times such as \"30s\"", given);
  std::vector<Millis> times;
  for (const auto& item : *items) {
    const auto time = lasting_in(&item, bounds);
    if (!time) return "each must be " + must_last(bounds) + ", got " + in_quotes(item);
    times.push_back(*time);
  }
  slot = std::move(times);
  return std::nullopt;
}

Error put(const Key& key, const Given& given, std::map<std::string, std::string>& slot) {
  const auto& rule = std::get<Rule>(key.check);
  const auto items = items_in(given);
  if (!items) return refused(key, "a table of texts", given);
  for (const auto& item : *items) {
    if (!rule.holds(item)) return refused(key, std::string(rule.says), {item, in_quotes(item)});
    const auto equals = item.find('=');
    slot[item.substr(0, equals)] = item.substr(equals + 1);
  }
  return std::nullopt;
}

// Whether TOML takes it for a key as it is.
bool is_bare(std::string_view name) {
  return std::ranges::all_of(
      name, [](unsigned char c) { return std::isalnum(c) || c == '_' || c == '-'; });
}

std::string show(const std::string& value) { return in_quotes(value); }
std::string show(http::ClientAuth value) {
  return in_quotes(kClientAuthWords[static_cast<std::size_t>(value)]);
}
std::string show(bool value) { return value ? "true" : "false"; }
std::string show(std::uint16_t value) { return std::to_string(value); }
std::string show(std::size_t value) { return std::to_string(value); }
std::string show(Millis value) { return std::to_string(value.count()); }
std::string show(const std::vector<Millis>& list) {
  std::string out = "[";
  for (const auto& time : list) {
    out += (out.size() > 1 ? ", " : "") + in_quotes(lasting_text(time));
  }
  return out + "]";
}
std::string show(const std::vector<std::string>& list) {
  std::string out = "[";
  for (const auto& item : list) out += (out.size() > 1 ? ", " : "") + in_quotes(item);
  return out + "]";
}
std::string show(const std::map<std::string, std::string>& map) {
  std::string out = "{";
  for (const auto& [name, value] : map) {
    out += (out.size() > 1 ? ", " : " ") + (is_bare(name) ? name : in_quotes(name)) + " = " +
           in_quotes(value);
  }
  return out + (map.empty() ? "}" : " }");
}

std::string type_name(const std::string&) { return "text"; }
std::string type_name(http::ClientAuth) { return "text"; }
std::string type_name(bool) { return "true or false"; }
std::string type_name(std::uint16_t) { return "port"; }
std::string type_name(std::size_t) { return "number"; }
std::string type_name(Millis) { return "milliseconds"; }
std::string type_name(const std::vector<Millis>&) { return "list of times"; }
std::string type_name(const std::vector<std::string>&) { return "list of texts"; }
std::string type_name(const std::map<std::string, std::string>&) { return "table of texts"; }

struct Unit {
  std::string_view name;
  Millis length;
};
constexpr std::array<Unit, 5> kUnits{{{"d", std::chrono::hours(24)},
                                      {"h", std::chrono::hours(1)},
                                      {"m", std::chrono::minutes(1)},
                                      {"s", std::chrono::seconds(1)},
                                      {"ms", Millis(1)}}};

}  // namespace

std::optional<Millis> parse_lasting(std::string_view text) {
  Millis::rep number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc() || number < 0 || number > 1'000'000'000) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
  const auto unit = std::ranges::find(kUnits, text, &Unit::name);
  return unit == kUnits.end() ? std::nullopt : std::optional(unit->length * number);
}

std::string lasting_text(Millis time) {
  const auto unit = std::ranges::find_if(
      kUnits, [&](const Unit& one) { return time % one.length == Millis(0) && time != Millis(0); });
  const auto& in = unit == kUnits.end() ? kUnits.back() : *unit;
  return std::to_string(time / in.length) + std::string(in.name);
}

std::optional<http::ClientAuth> client_auth(std::string_view word) {
  const auto found = std::ranges::find(kClientAuthWords, word);
  if (found == kClientAuthWords.end()) return std::nullopt;
  return static_cast<http::ClientAuth>(found - kClientAuthWords.begin());
}

std::string in_quotes(std::string_view text) {
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
  const auto type = std::visit([&](auto slot) { return type_name(slot(any)); }, key.slot);
  return type == "milliseconds" && std::holds_alternative<Lasting>(key.check) ? "time" : type;
}

std::vector<std::string> secrets_of(const Config& config) {
  std::vector<std::string> secrets;
  for (const auto& key : config_keys()) {
    if (!key.secret()) continue;
    Config copy = config;
    if (const auto* slot = std::get_if<std::string& (*)(Config&)>(&key.slot)) {
      secrets.push_back((*slot)(copy));
    } else if (const auto* map =
                   std::get_if<std::map<std::string, std::string>& (*)(Config&)>(&key.slot)) {
      for (const auto& [name, value] : (*map)(copy)) {
        secrets.emplace_back(base::trimmed(std::string_view(value).substr(value.find(':') + 1)));
      }
    }
  }
  return secrets;
}

std::string value_of(const Key& key, const Config& config) {
  Config copy = config;
  const auto* time = std::get_if<Millis& (*)(Config&)>(&key.slot);
  if (time != nullptr && std::holds_alternative<Lasting>(key.check)) {
    return in_quotes(lasting_text((*time)(copy)));
  }
  return std::visit([&](auto slot) { return show(slot(copy)); }, key.slot);
}

}  // namespace uws::config
