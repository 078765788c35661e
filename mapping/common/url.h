#pragma once
// Paths and queries of REST calls.

#include <string>
#include <string_view>

namespace uws::mapping {

// One path segment or query value, percent-encoded (RFC 3986 unreserved characters stay).
std::string url_encoded(std::string_view text);

// "?name=value" or "&name=value" appended to `path`; the value is encoded.
void add_query(std::string& path, std::string_view name, std::string_view value);

}  // namespace uws::mapping
