#include "contract/plan.h"

namespace uws::contract {

const BoundOperation* Plan::by_action(std::string_view action) const {
  const auto found = by_action_.find(action);
  return found == by_action_.end() ? nullptr : found->second;
}

const BoundOperation* Plan::find(std::string_view operation) const {
  const auto found = by_name_.find(operation);
  return found == by_name_.end() ? nullptr : found->second;
}

std::string_view Plan::message_namespace() const {
  return operations_.empty() ? kMessageNamespace : operations_.front().request.name_space;
}

}  // namespace uws::contract
