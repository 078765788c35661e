#include "bridge/recording/hop.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace uws::recording {
namespace {

template <class Names>
bool is_one(const Names& names, std::string_view header) {
  return std::ranges::any_of(names, [&](auto name) { return base::same_no_case(name, header); });
}

}  // namespace

bool is_of_connection(std::string_view header) {
  constexpr std::array<std::string_view, 11> kNames{"Connection",
                                                    "Keep-Alive",
                                                    "Proxy-Connection",
                                                    "Proxy-Authenticate",
                                                    "TE",
                                                    "Transfer-Encoding",
                                                    "Proxy-Authorization",
                                                    "Content-Length",
                                                    "Trailer",
                                                    "Upgrade",
                                                    "Expect"};
  return is_one(kNames, header);
}

bool is_of_request(std::string_view header) {
  constexpr std::array<std::string_view, 2> kNames{"Host", "Accept-Encoding"};
  return is_one(kNames, header);
}

}  // namespace uws::recording
