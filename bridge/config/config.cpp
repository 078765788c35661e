#include "bridge/config/config.h"

#include <toml++/toml.h>
#include <unistd.h>
#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "base/text.h"
#include "bridge/config/config_keys.h"

namespace uws::config {
namespace {

constexpr std::string_view kFileSuffix = "_file";

// Gathers values and problems of both layers into one Config.
class Loader {
 public:
  explicit Loader(std::string path) : path_(std::move(path)) {}

  void read_file();
  void read_environment(const Environment& environment);
  void check_whole();
  // A TLS table is there as a whole or not at all.
  void check_tls(const std::string& file);
  tl::expected<Config, Problems> result() &&;

 private:
  void read_table(std::string_view table, const toml::table& entries);
  void read_entry(std::string_view table, const toml::key& name, const toml::node& node);
  void read_map(const Key& key, const toml::table& entries);
  void set(const Key& key, const Given& given, const std::string& where, std::string_view name);
  // Takes a secret from the first line of a file.
  void set_from_file(const Key& key, const std::string& file, const std::string& where);
  void complain(const std::string& where, const Key& key, std::string_view name,
                const std::string& what) {
    problems_.push_back(where + ": [" + std::string(key.table) + "] " + std::string(name) + ": " +
                        what);
  }
  std::string line(const toml::source_region& source) const {
    return path_ + ":" + std::to_string(source.begin.line);
  }

  std::string path_;
  Config config_;
  Problems problems_;
  std::set<std::string> tables_;            // of the file
  std::map<const Key*, std::string> seen_;  // given, rightly or not, and where
  std::set<const Key*> file_layer_;         // given in the file: a secret twice there is refused
};

const Key* find_key(std::string_view table, std::string_view name) {
  const auto keys = config_keys();
  const auto found = std::ranges::find_if(
      keys, [&](const Key& key) { return key.table == table && key.name == name; });
  return found == keys.end() ? nullptr : &*found;
}

// The secret that `name` ("app_secret_file") gives the file of, or null.
const Key* find_secret_file(std::string_view table, std::string_view name) {
  if (!name.ends_with(kFileSuffix)) return nullptr;
  const auto* key = find_key(table, name.substr(0, name.size() - kFileSuffix.size()));
  return key != nullptr && key->secret() ? key : nullptr;
}

bool is_table(std::string_view name) {
  return std::ranges::any_of(config_keys(), [&](const Key& key) { return key.table == name; });
}

std::string shown(const toml::node& node) {
  if (node.is_table()) return "a table";
  if (node.is_array()) return "a list";
  if (const auto* text = node.as_string()) return in_quotes(text->get());
  std::ostringstream out;
  node.visit([&](const auto& value) {
    if constexpr (toml::is_value<decltype(value)>) out << value;
  });
  return std::move(out).str();
}

// toml++ keeps tables sorted by name.
std::vector<std::pair<const toml::key*, const toml::node*>> in_file_order(
    const toml::table& entries) {
  std::vector<std::pair<const toml::key*, const toml::node*>> ordered;
  for (const auto& [name, node] : entries) ordered.emplace_back(&name, &node);
  std::ranges::sort(ordered, {}, [](const auto& e) { return e.first->source().begin.line; });
  return ordered;
}

Given given_in(const toml::node& node) {
  Given given{std::monostate{}, shown(node)};
  if (const auto* text = node.as_string()) given.value = text->get();
  if (const auto* number = node.as_integer()) given.value = number->get();
  if (const auto* flag = node.as_boolean()) given.value = flag->get();
  if (const auto* array = node.as_array()) {
    std::vector<std::string> items;
    for (const auto& item : *array) {
      if (const auto* text = item.as_string()) items.push_back(text->get());
    }
    if (items.size() == array->size()) given.value = std::move(items);
  }
  return given;
}

void Loader::set(const Key& key, const Given& given, const std::string& where,
                 std::string_view name) {
  seen_[&key] = where;
  if (const auto error = assign(key, given, config_)) complain(where, key, name, *error);
}

void Loader::set_from_file(const Key& key, const std::string& file, const std::string& where) {
  const auto name = std::string(key.name) + std::string(kFileSuffix);
  seen_[&key] = where;
  std::ifstream in(file);
  std::string text;
  if (!in || !std::getline(in, text)) {
    return complain(where, key, name, "cannot read a first line from " + in_quotes(file));
  }
  if (const auto error = assign(key, Given{std::string(base::trimmed(text)), "", false}, config_)) {
    complain(where, key, name, "the first line of " + in_quotes(file) + " " + *error);
  }
}

void Loader::read_map(const Key& key, const toml::table& entries) {
  seen_[&key] = path_;
  for (const auto& [name, node] : in_file_order(entries)) {
    const auto* text = node->as_string();
    const auto pair = std::string(name->str()) + "=" + (text ? text->get() : shown(*node));
    const Given given{std::vector<std::string>{pair}, pair};
    if (const auto error = assign(key, given, config_)) {
      problems_.push_back(line(name->source()) + ": [" + std::string(key.table) + "." +
                          std::string(key.name) + "] " + std::string(name->str()) + ": " + *error);
    }
  }
}

void Loader::read_entry(std::string_view table, const toml::key& name, const toml::node& node) {
  const auto where = line(name.source());
  const auto inner = std::string(table) + "." + std::string(name.str());
  if (node.is_table() && is_table(inner)) return read_table(inner, *node.as_table());
  const auto* key = find_key(table, name.str());
  const auto* secret = key == nullptr ? find_secret_file(table, name.str()) : nullptr;
  const auto* target = key != nullptr ? key : secret;
  if (target == nullptr) {
    const auto now = successor(table, name.str());
    problems_.push_back(where + ": [" + std::string(table) + "] " + std::string(name.str()) + ": " +
                        (now.empty() ? "is not a key of this table" : std::string(now)));
    return;
  }
  if (!file_layer_.insert(target).second) {
    return complain(where, *target, name.str(),
                    "give " + std::string(target->name) + " or " + std::string(target->name) +
                        "_file, not both");
  }
  if (secret != nullptr) {
    if (const auto* file = node.as_string()) return set_from_file(*secret, file->get(), where);
    seen_[secret] = where;
    return complain(where, *secret, name.str(), "must be the path of a file, got " + shown(node));
  }
  if (const auto* entries = node.as_table();
      entries &&
      std::holds_alternative<std::map<std::string, std::string>& (*)(Config&)>(key->slot)) {
    return read_map(*key, *entries);
  }
  set(*key, given_in(node), where, name.str());
}

void Loader::read_table(std::string_view table, const toml::table& entries) {
  for (const auto& [name, node] : in_file_order(entries)) read_entry(table, *name, *node);
}

void Loader::read_file() {
  if (path_.empty()) return;
  if (!std::ifstream(path_)) {
    problems_.push_back(path_ + ": cannot be read");
    return;
  }
  toml::table root;
  try {
    root = toml::parse_file(path_);
  } catch (const toml::parse_error& error) {
    problems_.push_back(line(error.source()) + ": " + std::string(error.description()));
    return;
  }
  for (const auto& [key, node] : in_file_order(root)) {
    const auto* entries = node->as_table();
    const std::string name(key->str());
    if (entries != nullptr && is_table(name) && name.find('.') == std::string::npos) {
      tables_.insert(name);
      read_table(name, *entries);
    } else {
      problems_.push_back(line(key->source()) + ": " +
                          (entries ? "[" + name + "] is not a known table"
                                   : name + ": stands outside of any table"));
    }
  }
}

void Loader::read_environment(const Environment& environment) {
  std::set<std::string> known;
  for (const auto& key : config_keys()) {
    const auto name = environment_name(key), file_name = name + "_FILE";
    known.insert(name);
    const auto value = environment.find(name);
    const auto file = key.secret() ? environment.find(file_name) : environment.end();
    if (key.secret()) known.insert(file_name);
    if (value != environment.end() && file != environment.end()) {
      complain("environment", key, key.name, "set " + name + " or " + file_name + ", not both");
    } else if (value != environment.end()) {
      set(key, Given{value->second, in_quotes(value->second), true}, "environment " + name,
          key.name);
    } else if (file != environment.end()) {
      set_from_file(key, file->second, "environment " + file_name);
    }
  }
  // Only names that could be meant for us: others of UWS_* may belong to the platform around us.
  for (const auto& variable : environment) {
    const std::string& name = variable.first;
    const bool ours = std::ranges::any_of(config_keys(), [&](const Key& key) {
      const auto full = environment_name(key);
      return name.starts_with(full.substr(0, full.size() - key.name.size()));
    });
    if (ours && !known.contains(name)) {
      constexpr std::string_view kRelay = "UWS_RELAY_";
      const auto now = name.starts_with(kRelay)
                           ? successor("relay", base::lower(name.substr(kRelay.size())))
                           : std::string_view();
      problems_.push_back("environment " + name + ": " +
                          (now.empty() ? "does not name a key" : std::string(now)));
    }
  }
}

void Loader::check_tls(const std::string& file) {
  for (const std::string_view table : {"tls", "legacy_tls"}) {
    const bool there =
        tables_.contains(std::string(table)) ||
        std::ranges::any_of(seen_, [&](const auto& given) { return given.first->table == table; });
    if (!there) continue;
    for (const std::string_view name : {"certificate", "key"}) {
      const auto* key = find_key(table, name);
      if (seen_.contains(key)) continue;
      complain(file, *key, name,
               "is required in this table; set it here or as " + environment_name(*key));
    }
  }
  if (config_.tls.client_auth != http::ClientAuth::none && config_.tls.client_ca.empty()) {
    problems_.push_back(file + ": [tls] client_auth: needs client_ca");
  }
  if (!config_.listen.enabled && !config_.tls.wanted() && !config_.legacy_tls.wanted()) {
    const auto* key = find_key("listen", "enabled");
    complain(seen_[key], *key, key->name, "false needs a [tls] or [legacy_tls] table");
  }
}

void Loader::check_whole() {
  const auto file = path_.empty() ? std::string("configuration") : path_;
  for (const auto& key : config_keys()) {
    if (!key.required() || seen_.contains(&key)) continue;
    complain(file, key, key.name, "is required; set it here or as " + environment_name(key));
  }
  check_tls(file);
}

tl::expected<Config, Problems> Loader::result() && {
  if (!problems_.empty()) return tl::unexpected(std::move(problems_));
  return std::move(config_);
}

}  // namespace

Environment process_environment() {
  Environment found;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const auto equals = text.find('=');
    if (text.starts_with("UWS_") && equals != std::string_view::npos) {
      found.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
  }
  return found;
}

tl::expected<Config, Problems> load_config(const std::string& path,
                                           const Environment& environment) {
  Loader loader(path);
  loader.read_file();
  loader.read_environment(environment);
  loader.check_whole();
  return std::move(loader).result();
}

}  // namespace uws::config
