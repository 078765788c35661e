#include "bridge/admin/json_page.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "base/text.h"

namespace uws::admin {

using nlohmann::json;

http::Response answer(int status, const json& body) {
  return page_of(status, body.dump(2, ' ', false, json::error_handler_t::replace) + "\n",
                 "application/json");
}

http::Response problem(int status, const std::string& words) {
  return answer(status, {{"error", words}});
}

std::optional<long long> number(std::string_view text) {
  long long value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc{} && end == text.data() + text.size() && value >= 0;
  return whole ? std::optional(value) : std::nullopt;
}

Query query_of(std::string_view text) {
  constexpr base::PercentDecoding kHow{true, true};
  Query query;
  while (!text.empty()) {
    const auto item = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(item.size() + 1, text.size()));
    if (item.empty()) continue;
    const auto equals = item.find('=');
    const auto value = equals == std::string_view::npos ? "" : item.substr(equals + 1);
    query[base::percent_decoded(item.substr(0, equals), kHow)] = base::percent_decoded(value, kHow);
  }
  return query;
}

}  // namespace uws::admin
