#pragma once
// PublicIpRestriction: REST's sources spell it "restricted"/"unrestricted" and "R"/"U".

#include <optional>
#include <string>

namespace uws::mapping {

// The longer spelling for the letters in either case; everything else as it came, REST judges it.
inline std::optional<std::string> rest_public_ip(const std::optional<std::string>& restriction) {
  if (restriction == "R" || restriction == "r") return "restricted";
  if (restriction == "U" || restriction == "u") return "unrestricted";
  return restriction;
}

}  // namespace uws::mapping
