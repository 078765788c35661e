#pragma once
// The values in what is asked of the REST API, each with the place it stands in.

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace uws::recording {

struct Leaf {
  std::string path;  // SOAP: "DeviceList/DeviceIdentifierCollection/…/Kind"; JSON: "devices[].id"
  std::string value;  // as it stands there

  friend auto operator<=>(const Leaf&, const Leaf&) = default;  // NOLINT(modernize-use-nullptr)
};

// The plain values of a JSON body, with the paths of their members below `prefix`; no null and no
// empty text.
std::vector<Leaf> json_leaves(const nlohmann::json& body, const std::string& prefix = {});

// Of "/m2m/v1/groups/a/name/b?x=y": each segment of the path as "path …/groups/{}", so that the
// name before a value tells what it is, and "query x".
std::vector<Leaf> target_leaves(std::string_view target);

}  // namespace uws::recording
