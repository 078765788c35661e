#include "bridge/recording/rules.h"

#include <toml++/toml.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/text.h"

namespace uws::recording {
namespace {

using Error = tl::unexpected<std::string>;

std::string quoted(const std::string& text) { return nlohmann::json(text).dump(); }

tl::expected<std::vector<std::string>, std::string> texts(
    const toml::node_view<const toml::node> at) {
  std::vector<std::string> all;
  if (!at) return all;
  const auto* list = at.as_array();
  if (!list) return Error("must be a list of texts");
  for (const auto& item : *list) {
    const auto* text = item.as_string();
    if (!text) return Error("must be a list of texts");
    all.push_back(text->get());
  }
  return all;
}

tl::expected<IgnoreRule, std::string> read_rule(const toml::table& table) {
  for (const auto& [name, node] : table) {
    const std::string_view key = name.str();
    if (key != "xpath" && key != "header" && key != "operations" && key != "kinds" && key != "why")
      return Error(std::string(key) + " is not known");
  }
  const auto at = [&](const char* name) { return table[name]; };
  IgnoreRule rule;
  rule.xpath = at("xpath").value_or(std::string());
  rule.header = at("header").value_or(std::string());
  rule.why = at("why").value_or(std::string());
  if (rule.xpath.empty() == rule.header.empty()) return Error("needs xpath or header");
  try {
    if (!rule.xpath.empty()) pugi::xpath_query query(rule.xpath.c_str());
  } catch (const pugi::xpath_exception& error) {
    return Error("xpath " + rule.xpath + ": " + error.what());
  }
  auto operations = texts(at("operations"));
  if (!operations) return Error("operations " + operations.error());
  rule.operations = std::move(*operations);
  const auto kinds = texts(at("kinds"));
  if (!kinds) return Error("kinds " + kinds.error());
  for (const auto& kind : *kinds) {
    const auto* words = find_words(kind);
    if (!words) return Error("no kind of difference: " + kind);
    rule.kinds.push_back(words->kind);
  }
  return rule;
}

IgnoreRule element(const char* name, const char* why) {
  return {"//*[local-name()='" + std::string(name) + "']", {}, {}, {DifferenceKind::value}, why};
}

IgnoreRule header(const char* name) { return {{}, name, {}, {}, "set anew by every server"}; }

// "Devices/DeviceInformation[2]/CreatedAt" -> "//*[local-name()='Devices']/*[…]/*[…]"
std::string xpath_of(std::string_view path) {
  std::string made = "/";
  while (!path.empty()) {
    const auto step = path.substr(0, path.find('/'));
    path.remove_prefix(std::min(step.size() + 1, path.size()));
    made += "/*[local-name()='" + std::string(step.substr(0, step.find('['))) + "']";
  }
  return made;
}

}  // namespace

IgnoreRules usual_rules() {
  return {element("SessionToken", "a session of its own"),
          element("token", "a session of its own"),
          element("RequestId", "made anew for each request"),
          element("OrderRequestId", "made anew for each request"),
          header("Date"),
          header("Server"),
          header("X-Powered-By"),
          header("X-AspNet-Version"),
          header("Content-Length"),
          header("Transfer-Encoding"),
          header("Connection"),
          header("Keep-Alive"),
          header("Set-Cookie")};
}

tl::expected<IgnoreRules, std::string> read_rules(std::string_view text) {
  toml::table root;
  try {
    root = toml::parse(text);
  } catch (const toml::parse_error& error) {
    return Error("line " + std::to_string(error.source().begin.line) + ": " +
                 std::string(error.description()));
  }
  IgnoreRules rules;
  for (const auto& [name, node] : root) {
    if (name.str() != "ignore" || !node.is_array_of_tables()) {
      return Error(std::string(name.str()) + ": only [[ignore]] tables are known");
    }
    for (const auto& item : *node.as_array()) {
      auto rule = read_rule(*item.as_table());
      if (!rule) {
        return Error("rule " + std::to_string(rules.size() + 1) + ": " + rule.error());
      }
      rules.push_back(std::move(*rule));
    }
  }
  return rules;
}

std::string rules_text(const IgnoreRules& rules) {
  std::ostringstream out;
  out << "# What may differ between two answers without being worth a word.\n";
  for (const auto& rule : rules) {
    out << "[[ignore]]\n";
    if (!rule.xpath.empty()) out << "xpath = " << quoted(rule.xpath) << '\n';
    if (!rule.header.empty()) out << "header = " << quoted(rule.header) << '\n';
    if (!rule.operations.empty()) out << "operations = " << nlohmann::json(rule.operations) << '\n';
    if (!rule.kinds.empty()) {
      auto kinds = nlohmann::json::array();
      for (const auto kind : rule.kinds) kinds.push_back(words_of(kind).name);
      out << "kinds = " << kinds << '\n';
    }
    if (!rule.why.empty()) out << "why = " << quoted(rule.why) << '\n';
    out << '\n';
  }
  return std::move(out).str();
}

bool concerns(const IgnoreRule& rule, std::string_view operation, DifferenceKind kind) {
  const auto fits = [&](std::string_view pattern) {
    return pattern.ends_with('*') ? operation.starts_with(pattern.substr(0, pattern.size() - 1))
                                  : operation == pattern;
  };
  return (rule.operations.empty() || std::ranges::any_of(rule.operations, fits)) &&
         (rule.kinds.empty() || std::ranges::find(rule.kinds, kind) != rule.kinds.end());
}

IgnoreRule rule_for(const Difference& difference, const std::string& operation) {
  constexpr std::string_view kHeader = "header ";
  IgnoreRule rule;
  rule.operations = {operation};
  rule.why = "learnt: two answers of the same service differed here";
  if (difference.path.starts_with(kHeader)) {
    rule.header = difference.path.substr(kHeader.size());
  } else {
    rule.xpath = xpath_of(difference.path);
    rule.kinds = {difference.kind};
  }
  return rule;
}

}  // namespace uws::recording
