#pragma once
// Members an operation cannot do without, and values it cannot pass on.

#include <initializer_list>
#include <optional>
#include <string>

#include "mapping/common/faults.h"

namespace uws::mapping {

struct Needed {
  const char* name;
  const std::optional<std::string>& value;
};

inline bool is_given(const std::optional<std::string>& text) { return text && !text->empty(); }

// UnexpectedError naming the first member that is absent or empty.
inline std::optional<Fault> check_needed(std::initializer_list<Needed> members) {
  for (const Needed& member : members) {
    if (is_given(member.value)) continue;
    std::string words(member.name);
    words += " is required.";
    return refuse_saying(kUnexpectedError, words);
  }
  return std::nullopt;
}

// A value the platform has no member for any more; dropping it would change what is asked.
inline Fault cannot_pass_on(std::string_view member, std::string_view operation) {
  return refuse_saying(kUnexpectedError, std::string(member) + " cannot be used with " +
                                             std::string(operation) + " any more.");
}

}  // namespace uws::mapping
