#include "contract/match.h"

#include <algorithm>
#include <iterator>

#include "base/text.h"
#include "contract/callback_elements.h"
#include "contract/callback_place.h"
#include "contract/match_types.h"

namespace uws::contract {

// Operations and their messages; the rest is TypeMatcher's.
class Matcher {
 public:
  Matcher(std::span<const Service> ours, const Contract& theirs, const Rules& rules)
      : ours_(ours),
        theirs_(theirs),
        rules_(rules),
        plan_(std::make_shared<Plan>()),
        types_(theirs, rules, *plan_, result_) {}

  Matching run() {
    for (const auto& operation : theirs_.operations) bind(operation);
    result_.plan = plan_;
    return std::move(result_);
  }

  bool used(const Rule& rule) const { return types_.used(rule); }

 private:
  const ServiceOperation* by_action(const std::string& action) const {
    for (const auto& service : ours_) {
      for (const auto& each : service.operations) {
        if (each.action == action) return &each;
      }
    }
    return nullptr;
  }

  // By name: in the service of that name, else in any.
  const ServiceOperation* by_name(const Operation& operation, const std::string& name) const {
    const ServiceOperation* elsewhere = nullptr;
    for (const auto& service : ours_) {
      const bool same = base::same_no_case(service.name, operation.service) ||
                        service.port_type == operation.port_type;
      for (const auto& each : service.operations) {
        if (each.name != name) continue;
        if (same) return &each;
        elsewhere = &each;
      }
    }
    return elsewhere;
  }

  const ServiceOperation* twin(const Operation& operation) {
    for (const auto& rule : rules_.rename) {
      if (!rule.type.empty() || rule.member != operation.name) continue;
      types_.use(rule);
      if (const auto* found = by_name(operation, rule.value)) return found;
      result_.problems.push_back(rules_.where(rule) + ": this program has no operation " +
                                 rule.value);
    }
    const auto* found = by_action(operation.action);
    return found != nullptr ? found : by_name(operation, operation.name);
  }

  void say(const Operation& operation, Finding::Matter matter, const std::string& what) {
    Finding finding{matter};
    finding.group = "operation " + operation.name;
    finding.what = what;
    finding.directions = kRequest | kResponse;
    if (matter == Finding::Matter::operation) finding.nearest = nearest(operation.name);
    result_.findings.push_back(std::move(finding));
  }

  std::vector<std::string> nearest(const std::string& name) const {
    std::vector<std::pair<std::size_t, std::string>> near;
    for (const auto& service : ours_) {
      for (const auto& each : service.operations) {
        const auto distance = edit_distance(name, each.name);
        if (distance * 3 > name.size()) continue;
        near.emplace_back(distance, std::string(each.name) + " (" + std::to_string(distance) +
                                        (distance == 1 ? " letter differs)" : " letters differ)"));
      }
    }
    std::ranges::sort(near);
    std::vector<std::string> names;
    for (auto& [distance, text] : near) {
      if (names.size() < 3) names.push_back(std::move(text));
    }
    return names;
  }

  // Of a receiver's contract: it is this program that calls it.
  bool is_callback(const Operation& operation) const {
    const auto& wrapper = operation.request.wrapper;
    return wrapper && std::ranges::any_of(kCallbackMessages, [&](const char* message) {
             return is_callback_message(rules_, wrapper->local, message);
           });
  }

  void bind(const Operation& operation) {
    if (is_callback(operation)) return;
    const auto* ours = twin(operation);
    if (!ours) return say(operation, Finding::Matter::operation, "only there");
    if (plan_->find(ours->name)) return;  // a second binding of the same port type
    BoundOperation bound{ours, plan_->keep(operation.action)};
    for (const auto direction : {kRequest, kResponse}) {
      const bool request = direction == kRequest;
      const auto& message = request ? operation.request : operation.response;
      const auto& built_in = request ? *ours->request : *ours->response;
      auto& wrapper = request ? bound.request : bound.response;
      if (!fill(message, built_in, direction, wrapper)) {
        return say(operation, Finding::Matter::no_wrapper,
                   std::string(request ? "request" : "response") + ": has no wrapper element");
      }
    }
    const auto& kept = plan_->operations_.emplace_back(bound);
    plan_->by_name_.emplace(ours->name, &kept);
    if (!kept.action.empty()) plan_->by_action_.emplace(kept.action, &kept);
  }

  bool fill(const Message& message, const Wrapper& ours, Direction direction, Wrapper& into) {
    if (!message.wrapper) return false;
    const auto element = theirs_.elements.find(*message.wrapper);
    if (element == theirs_.elements.end()) return false;
    const auto* type = theirs_.type(element->second.type);
    if (type == nullptr || !type->complex) return false;
    into.name = plan_->keep(message.wrapper->local);
    into.name_space = plan_->keep(message.wrapper->space);
    into.type = types_.shape(element->second.type, *ours.type, direction, true);
    into.token_name = ours.token_name;
    into.token_space = into.name_space;
    const auto& headers = message.headers;
    const auto token = std::ranges::find(
        headers, ours.token_name, [](const Name& name) { return std::string_view(name.local); });
    if (token == headers.end() && headers.size() != 1) return true;
    const auto& name = token == headers.end() ? headers.front() : *token;
    into.token_name = plan_->keep(name.local);
    into.token_space = plan_->keep(name.space);
    return true;
  }

  const std::span<const Service> ours_;
  const Contract& theirs_;
  const Rules& rules_;
  std::shared_ptr<Plan> plan_;
  Matching result_;
  TypeMatcher types_;
};

std::size_t Matching::open() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(findings, [](const Finding& finding) { return finding.open; }));
}

void Matching::add(std::vector<Finding> more) {
  std::ranges::move(more, std::back_inserter(findings));
  std::ranges::stable_sort(findings, {}, &Finding::group);
}

Matching match(std::span<const Service> ours, const Contract& theirs, const Rules& rules) {
  Matcher matcher(ours, theirs, rules);
  auto result = matcher.run();
  for (const auto* list :
       {&rules.rename, &rules.ignore, &rules.constant, &rules.nest, &rules.flatten}) {
    for (const auto& rule : *list) {
      if (!matcher.used(rule)) result.unused.push_back(&rule);
    }
  }
  result.add({});
  return result;
}

}  // namespace uws::contract
