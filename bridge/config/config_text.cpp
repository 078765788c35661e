#include "bridge/config/config_keys.h"

#include <algorithm>
#include <cctype>

namespace uws::config {
namespace {

std::string allowed(const Key& key) {
  if (const auto* range = std::get_if<Range>(&key.check)) {
    return std::to_string(range->min) + " to " + std::to_string(range->max);
  }
  if (const auto* bounds = std::get_if<Lasting>(&key.check)) {
    return in_quotes(lasting_text(bounds->min)) + " to " + in_quotes(lasting_text(bounds->max));
  }
  if (const auto* rule = std::get_if<Rule>(&key.check)) return std::string(rule->says);
  return "";
}

std::string by_default(const Key& key) {
  if (key.required()) return "**required**";
  const auto value = value_of(key, Config{});
  return value == "\"\"" ? "none" : "`" + value + "`";
}

bool in_force(const Key& key, const Config& config) {
  if (key.table == "tls") return config.tls.wanted();
  if (key.table == "relay.legacy_tls") return !config.relay.access.legacy_tls.empty();
  return key.table != "legacy_tls" || config.legacy_tls.wanted();
}

}  // namespace

std::string show_config(const Config& config) {
  std::string out;
  std::string_view table;
  for (const auto& key : config_keys()) {
    if (!in_force(key, config)) continue;
    if (key.table != table) out += (table.empty() ? "[" : "\n[") + std::string(key.table) + "]\n";
    table = key.table;
    const auto given = value_of(key, config);
    const bool absent = given == "\"\"" || (key.secret() && given == "{}");
    const auto value = key.secret() ? "(hidden)" : given;
    out += absent ? "# " + std::string(key.name) + " is not set\n"
                  : std::string(key.name) + " = " + value + "\n";
  }
  return out;
}

std::string config_reference() {
  std::string out;
  std::string_view table;
  for (const auto& key : config_keys()) {
    if (key.table != table) {
      out += (table.empty() ? "### [" : "\n### [") + std::string(key.table) + "]\n\n" +
             "| key | type | allowed | default | meaning |\n|---|---|---|---|---|\n";
    }
    table = key.table;
    out += "| `" + std::string(key.name) + "` | " + type_of(key) +
           (key.secret() ? ", secret" : "") + " | " + allowed(key) + " | " + by_default(key) +
           " | " + std::string(key.what) + " |\n";
  }
  return out;
}

std::string_view successor(std::string_view table, std::string_view name) {
  if (table != "relay") return {};
  if (name == "max_attempts") {
    return "is now message_attempts, for callbacks their receiver refuses, and give_up_after";
  }
  const bool wait = name == "first_retry_ms" || name == "max_retry_ms";
  return wait ? std::string_view("is now retry_schedule, a list such as [\"5s\", \"30s\", \"2m\"]")
              : std::string_view();
}

std::string environment_name(const Key& key) {
  auto name = "UWS_" + std::string(key.table) + "_" + std::string(key.name);
  std::ranges::replace(name, '.', '_');
  std::ranges::transform(name, name.begin(),
                         [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return name;
}

}  // namespace uws::config
