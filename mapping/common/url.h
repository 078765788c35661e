#pragma once
// Paths and queries of REST calls.

#include <initializer_list>
#include <string>
#include <string_view>

#include "mapping/common/fault.h"

namespace uws::mapping {

// A value of the request that becomes one segment of a path; `member` says where it came from.
struct PathName {
  std::string_view member;
  std::string_view name;
};

// `pattern` with each {} replaced by the next name, percent-encoded; there are as many names as {}.
// A name that reaches another resource is refused with UnexpectedError: an empty one, `.` and `..`,
// and every name that holds such a segment once it is decoded, however often it was encoded.
Result<std::string> rest_path(std::string_view pattern, std::initializer_list<PathName> names);

// "?name=value" or "&name=value" appended to `path`; the value is encoded.
void add_query(std::string& path, std::string_view name, std::string_view value);

}  // namespace uws::mapping
