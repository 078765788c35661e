#include "contract/rules.h"

#include <toml++/toml.h>

#include <algorithm>
#include <filesystem>
#include <utility>

namespace uws::contract {
namespace {

using Problems = std::vector<std::string>;

class RuleReader {
 public:
  explicit RuleReader(std::string path) { rules_.file = std::move(path); }

  tl::expected<Rules, Problems> run() {
    std::error_code ignored;
    if (!std::filesystem::exists(rules_.file, ignored)) return rules_;
    try {
      read(toml::parse_file(rules_.file));
    } catch (const toml::parse_error& error) {
      complain(static_cast<int>(error.source().begin.line), std::string(error.description()));
    }
    if (!problems_.empty()) return tl::unexpected(std::move(problems_));
    return std::move(rules_);
  }

 private:
  void complain(int line, const std::string& words) {
    problems_.push_back(rules_.file + ":" + std::to_string(line) + ": " + words);
  }

  static int line_of(const toml::key& key) { return static_cast<int>(key.source().begin.line); }

  void read(const toml::table& root) {
    for (const auto& [key, node] : root) {
      const std::string name(key.str());
      if (name == "use") {
        for (const auto& [text, line] : list(key, node)) rules_.use.push_back(text);
      } else if (name == "ignore" || name == "nest" || name == "flatten") {
        auto& into = name == "ignore" ? rules_.ignore
                     : name == "nest" ? rules_.nest
                                      : rules_.flatten;
        for (const auto& [text, line] : list(key, node)) add(into, name, text, {}, line, false);
      } else if (name == "rename" || name == "constant") {
        read_pairs(name, key, node);
      } else {
        complain(line_of(key), name + ": is none of use, ignore, nest, flatten, rename, constant");
      }
    }
  }

  // The texts of a list with their lines.
  std::vector<std::pair<std::string, int>> list(const toml::key& key, const toml::node& node) {
    std::vector<std::pair<std::string, int>> texts;
    const auto* items = node.as_array();
    if (items == nullptr)
      complain(line_of(key), std::string(key.str()) + ": must be a list of texts");
    for (std::size_t i = 0; items != nullptr && i < items->size(); ++i) {
      const auto* text = items->get(i)->as_string();
      const auto line = static_cast<int>(items->get(i)->source().begin.line);
      if (text != nullptr) {
        texts.emplace_back(text->get(), line);
      } else {
        complain(line, std::string(key.str()) + ": must be a list of texts");
      }
    }
    return texts;
  }

  void read_pairs(const std::string& name, const toml::key& key, const toml::node& node) {
    const auto* entries = node.as_table();
    if (entries == nullptr) return complain(line_of(key), name + ": must be a table");
    for (const auto& [entry, value] : *entries) {
      const auto* text = value.as_string();
      const std::string what(entry.str());
      if (text == nullptr) {
        const bool dotted = value.is_table();
        complain(line_of(entry),
                 name + " \"" + what + "\": " +
                     (dotted ? "write the whole name in quotation marks" : "must be a text"));
        continue;
      }
      add(name == "rename" ? rules_.rename : rules_.constant, name, what, text->get(),
          line_of(entry), name == "rename");
    }
  }

  void add(std::vector<Rule>& into, const std::string& key, const std::string& what,
           const std::string& value, int line, bool operations) {
    const auto dot = what.rfind('.');
    const auto brace = what.rfind('}');
    const bool whole = dot != std::string::npos && (brace == std::string::npos || dot > brace);
    const bool fits = whole ? dot > 0 && dot + 1 < what.size() : operations && !what.empty();
    if (!fits) {
      return complain(line, key + " \"" + what + "\": must be \"Type.Member\"" +
                                (operations ? " or an operation" : ""));
    }
    if (key == "rename" && value.empty()) {
      return complain(line, key + " \"" + what + "\": names nothing of this program");
    }
    for (const auto& known : into) {
      const auto same =
          whole ? known.type == what.substr(0, dot) && known.member == what.substr(dot + 1)
                : known.type.empty() && known.member == what;
      if (same) return complain(line, key + " \"" + what + "\": stands here twice");
    }
    into.push_back({whole ? what.substr(0, dot) : std::string(),
                    whole ? what.substr(dot + 1) : what, value, line});
  }

  Rules rules_;
  Problems problems_;
};

}  // namespace

std::string display_name(const Name& type) { return type.local.substr(type.local.find(' ') + 1); }

bool Rule::is_for(const Name& of, const std::string& local) const {
  if (member != local || type.empty()) return false;
  const auto name = display_name(of);
  return type == name || type == "{" + of.space + "}" + name;
}

const Rule* rule_for(const std::vector<Rule>& rules, const Name& type, const std::string& local) {
  const auto found =
      std::ranges::find_if(rules, [&](const Rule& rule) { return rule.is_for(type, local); });
  return found == rules.end() ? nullptr : &*found;
}

std::string Rules::where(const Rule& rule) const {
  std::string key = "ignore";
  const auto within = [&](const std::vector<Rule>& list) {
    return !list.empty() && &rule >= list.data() && &rule < list.data() + list.size();
  };
  if (within(rename)) key = "rename";
  if (within(constant)) key = "constant";
  if (within(nest)) key = "nest";
  if (within(flatten)) key = "flatten";
  const auto name = rule.type.empty() ? rule.member : rule.type + "." + rule.member;
  return file + ":" + std::to_string(rule.line) + ": " + key + " \"" + name + "\"";
}

tl::expected<Rules, std::vector<std::string>> read_rules(const std::string& path) {
  return RuleReader(path).run();
}

}  // namespace uws::contract
