#pragma once
// The request target, taken apart.

#include <string>
#include <string_view>

namespace uws::http {

struct TargetParts {
  std::string path;   // percent-decoded; "/" when an absolute-form names no path
  std::string query;  // as sent, without '?'
};

// "/a%20b?x=1" and "http://host/a%20b?x=1" both give {"/a b", "x=1"}. An escape that is not two hex
// digits, or that hides a NUL, is left as sent.
TargetParts split_target(std::string_view target);

}  // namespace uws::http
