#include "bridge/config/config_keys.h"

namespace uws::config {
namespace {

std::string allowed(const Key& key) {
  if (const auto* range = std::get_if<Range>(&key.check)) {
    return std::to_string(range->min) + " to " + std::to_string(range->max);
  }
  if (const auto* bounds = std::get_if<Lasting>(&key.check)) {
    return quoted(lasting_text(bounds->min)) + " to " + quoted(lasting_text(bounds->max));
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

}  // namespace uws::config
