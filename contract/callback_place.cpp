#include "contract/callback_place.h"

#include <algorithm>

#include "contract/callback_elements.h"

namespace uws::contract {

bool is_callback_message(const Rules& rules, const std::string& element, std::string_view message) {
  return element == message || std::ranges::any_of(rules.rename, [&](const Rule& rule) {
           return rule.type.empty() && rule.member == element && rule.value == message;
         });
}

CallbackPlace callback_place(const Rules& rules, const Name& type, const Element& member,
                             std::string_view around, bool in_level) {
  CallbackPlace place;
  place.renamed = rule_for(rules.rename, type, member.name.local);
  place.ours = place.renamed ? place.renamed->value : member.name.local;
  place.level = !in_level && rule_for(rules.nest, type, member.name.local);
  place.second_data = !in_level && place.ours == kCallbackData && around == kCallbackData;
  return place;
}

}  // namespace uws::contract
