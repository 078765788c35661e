#pragma once
// PublicIpRestriction of Activate. Its REST page lists "restricted" and "unrestricted"; the page of
// goToState knows "R" and "U", so that clients may have learnt either.

#include <optional>
#include <string>

#include "base/text.h"

namespace uws::mapping {

// The page's spelling of either one, read without case; everything else as it came, REST judges it.
inline std::optional<std::string> rest_public_ip(const std::optional<std::string>& restriction) {
  const std::string known = base::lower(restriction.value_or(""));
  if (known == "r" || known == "restricted") return "restricted";
  if (known == "u" || known == "unrestricted") return "unrestricted";
  return restriction;
}

}  // namespace uws::mapping
