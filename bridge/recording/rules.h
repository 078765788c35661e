#pragma once
// What may differ between two answers without being worth a word: tokens, ids, dates, noise.
//
// A file of rules is TOML:
//   [[ignore]]
//   xpath = "//*[local-name()='RequestId']"   # elements, with all below them
//   operations = ["CarrierService.*"]         # default: all
//   kinds = ["value", "date_zone"]            # default: all
//   why = "made anew for each request"
//   [[ignore]]
//   header = "Date"

#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "bridge/recording/difference.h"

namespace uws::recording {

struct IgnoreRule {
  std::string xpath;   // XPath 1.0 of pugixml: names with their prefixes, or local-name()
  std::string header;  // one of the two is given
  std::vector<std::string> operations;  // "*" at the end stands for anything
  std::vector<DifferenceKind> kinds;
  std::string why;
};
using IgnoreRules = std::vector<IgnoreRule>;

// Session tokens, request ids and the headers every server sets anew.
IgnoreRules usual_rules();

// Error: one line that says which rule is wrong.
tl::expected<IgnoreRules, std::string> read_rules(std::string_view toml);
std::string rules_text(const IgnoreRules& rules);

// Whether `rule` speaks of this operation and this kind.
bool concerns(const IgnoreRule& rule, std::string_view operation, DifferenceKind kind);

// A rule that ignores `difference` in that operation, wherever in a list it is met.
IgnoreRule rule_for(const Difference& difference, const std::string& operation);

}  // namespace uws::recording
