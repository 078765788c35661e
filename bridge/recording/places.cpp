#include "bridge/recording/places.h"

#include <algorithm>
#include <sstream>

#include "base/text.h"

namespace uws::recording {
namespace {

using Json = nlohmann::json;

void add(const Json& json, const std::string& path, std::vector<Leaf>& out) {
  if (json.is_object()) {
    for (const auto& [key, value] : json.items()) {
      add(value, path.empty() ? key : path + "." + key, out);
    }
  } else if (json.is_array()) {
    for (const auto& item : json) add(item, path + "[]", out);
  } else if (json.is_string()) {
    if (!json.get<std::string>().empty()) out.push_back({path, json.get<std::string>()});
  } else if (!json.is_null()) {
    out.push_back({path, json.dump()});
  }
}

}  // namespace

std::vector<Leaf> json_leaves(const Json& body, const std::string& prefix) {
  std::vector<Leaf> leaves;
  add(body, prefix, leaves);
  return leaves;
}

std::vector<Leaf> target_leaves(std::string_view target) {
  std::vector<Leaf> out;
  const auto question = std::min(target.find('?'), target.size());
  std::istringstream segments{std::string(target.substr(0, question))};
  std::string before;
  for (std::string segment; std::getline(segments, segment, '/');) {
    if (!segment.empty()) {
      out.push_back({"path …/" + before + "/{}", base::percent_decoded(segment)});
    }
    before = segment;
  }
  if (question == target.size()) return out;
  std::istringstream query{std::string(target.substr(question + 1))};
  for (std::string pair; std::getline(query, pair, '&');) {
    const auto equals = pair.find('=');
    if (equals == std::string::npos) continue;
    out.push_back({"query " + base::percent_decoded(pair.substr(0, equals)),
                   base::percent_decoded(pair.substr(equals + 1))});
  }
  return out;
}

}  // namespace uws::recording
