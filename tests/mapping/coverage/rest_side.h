#pragma once
// What the REST API has and the old contract has not: methods no operation calls, request members
// no field reaches.

#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

namespace uws::coverage {

// REST operation ("PUT /m2m/v1/devices/actions/move") -> members seen in a request of a golden
// file, spelt as rest_contract::request_members does.
using RestCalls = std::map<std::string, std::set<std::string>>;
RestCalls rest_calls(const std::string& golden_root);

// The section "REST only" of docs/coverage.md, from `data` (rest_only.json):
//   methods: heading -> REST operation -> what it does
//   members: REST operation -> pattern (one "*" for anything) -> why no field reaches it
// `problems`: an operation of the REST contract neither called nor listed, a listed one that is
// called; a member of a called operation neither sent nor explained, an explanation of a sent one
// or of none.
std::string rest_only_text(const nlohmann::ordered_json& data, const RestCalls& calls,
                           std::vector<std::string>& problems);

}  // namespace uws::coverage
