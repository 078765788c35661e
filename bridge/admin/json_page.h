#pragma once
// Pages for programs: JSON out, queries in.

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "bridge/admin/router.h"

namespace uws::admin {

using Answer = boost::asio::awaitable<http::Response>;

// Entries of a list that a page holds when nobody says how many, and at most.
inline constexpr int kPage = 100, kMostInPage = 1'000;

// What is no UTF-8 in `body` becomes U+FFFD.
http::Response answer(int status, const nlohmann::json& body);
// {"error": words}
http::Response problem(int status, const std::string& words);

// A number that is not negative, and nothing else.
std::optional<long long> number(std::string_view text);

// "a=1&b=2", decoded; of a name given twice the last counts.
using Query = std::map<std::string, std::string>;
Query query_of(std::string_view text);

}  // namespace uws::admin
