#pragma once
// Which built-in callback element a member of an owner's type stands for: one answer for those who
// write his messages (contract/callback_layout.h) and for those who compare them with the built-in
// ones (contract/match_callbacks.h).

#include <string>
#include <string_view>

#include "contract/model.h"
#include "contract/rules.h"

namespace uws::contract {

// Whether his element of that local name stands for the built-in message, by its name or by a rule.
bool is_callback_message(const Rules& rules, const std::string& element, std::string_view message);

struct CallbackPlace {
  std::string ours;               // name of the built-in element
  const Rule* renamed = nullptr;  // what says so; null: the name itself
  bool level = false;             // a level only he has, where its type is complex
  // The same, unless the message has an element of that name: Data within Data.
  bool second_data = false;
};

// The place of `member` of his `type`, within the built-in element `around`. `in_level`: `type` is
// that of a level only he has. One level and no more, or a type that holds itself would have no
// end.
CallbackPlace callback_place(const Rules& rules, const Name& type, const Element& member,
                             std::string_view around, bool in_level);

}  // namespace uws::contract
