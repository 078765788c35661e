#include "bridge/recording/compare.h"

#include <algorithm>
#include <pugixml.hpp>

#include "base/text.h"
#include "bridge/recording/xml_compare.h"

namespace uws::recording {
namespace {

using Kind = DifferenceKind;

bool load(pugi::xml_document& document, const std::string& text) {
  return static_cast<bool>(
      document.load_buffer(text.data(), text.size(), pugi::parse_default, pugi::encoding_auto));
}

// The nodes a document has that a rule ignores, and what lies below them.
class Ignored {
 public:
  Ignored(const pugi::xml_document& document, const IgnoreRule& rule)
      : nodes_(document.select_nodes(rule.xpath.c_str())) {}

  bool covers(pugi::xml_node node) const {
    for (; node; node = node.parent()) {
      if (std::ranges::any_of(nodes_, [&](const pugi::xpath_node& each) {
            return each.node() == node || (!each.node() && each.parent() == node);
          })) {
        return true;
      }
    }
    return false;
  }

 private:
  pugi::xpath_node_set nodes_;
};

class Judge {
 public:
  Judge(std::string_view operation, const IgnoreRules& rules)
      : operation_(operation), rules_(rules) {}

  void header(const std::string& name, const std::string& recorded, const std::string& live) {
    for (const auto& rule : rules_) {
      if (!base::same_no_case(rule.header, name)) continue;
      if (!concerns(rule, operation_, Kind::header)) continue;
      ++made_.ignored;
      return;
    }
    made_.differences.push_back({Kind::header, "header " + name, recorded, live});
  }

  void xml(const pugi::xml_document& recorded, const pugi::xml_document& live) {
    bool any = false;
    compare_xml(recorded, live,
                [&](Difference difference, const pugi::xml_node& a, const pugi::xml_node& b) {
                  any = true;
                  if (ignores(difference.kind, recorded, a) || ignores(difference.kind, live, b)) {
                    ++made_.ignored;
                  } else {
                    made_.differences.push_back(std::move(difference));
                  }
                });
    if (!any) add({Kind::spelling, "Envelope", "", ""});
  }

  void add(Difference difference) { made_.differences.push_back(std::move(difference)); }

  Comparison result(bool same_bytes) {
    const bool same = std::ranges::all_of(made_.differences, [](const Difference& each) {
      return words_of(each.kind).same_for_typed;
    });
    made_.verdict = same_bytes && made_.differences.empty() ? Verdict::same_bytes
                    : same                                  ? Verdict::same_meaning
                                                            : Verdict::different;
    return std::move(made_);
  }

 private:
  bool ignores(Kind kind, const pugi::xml_document& document, const pugi::xml_node& node) const {
    return node && std::ranges::any_of(rules_, [&](const IgnoreRule& rule) {
             return !rule.xpath.empty() && concerns(rule, operation_, kind) &&
                    Ignored(document, rule).covers(node);
           });
  }

  std::string_view operation_;
  const IgnoreRules& rules_;
  Comparison made_;
};

}  // namespace

Comparison compare(const Answer& recorded, const Answer& live, std::string_view operation,
                   const IgnoreRules& rules) {
  Judge judge(operation, rules);
  if (recorded.status != live.status) {
    judge.add(
        {Kind::status, "status", std::to_string(recorded.status), std::to_string(live.status)});
  }
  for (const auto& [name, value] : recorded.headers.fields()) {
    const auto* other = live.headers.find(name);
    if (!other || *other != value) judge.header(name, value, other ? *other : "");
  }
  const bool same_body = recorded.body == live.body;
  if (!same_body) {
    pugi::xml_document was, is;
    const bool first = load(was, recorded.body), second = load(is, live.body);
    if (first && second) {
      judge.xml(was, is);
    } else if (first != second) {
      judge.add({Kind::not_xml, "body", first ? "XML" : "no XML", second ? "XML" : "no XML"});
    } else {
      judge.add({Kind::value, "body", "", ""});
    }
  }
  return judge.result(same_body && recorded.status == live.status);
}

}  // namespace uws::recording
