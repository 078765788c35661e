#pragma once
// Asks the operator's pages of a gateway that runs.

#include <string>
#include <tl/expected.hpp>

namespace uws::tools {

// Where they are: a socket of the file system, or an address with its token.
struct AdminPlace {
  std::string socket;
  std::string url = {};    // "http://127.0.0.1:9090"; used when `socket` is empty
  std::string token = {};  // may be empty
};

struct AdminAnswer {
  int status = 0;
  std::string body;
};

// Error: one line. `target` is a path with its query.
tl::expected<AdminAnswer, std::string> ask_admin(const AdminPlace& place, const std::string& method,
                                                 const std::string& target);

}  // namespace uws::tools
