#include "bridge/admin/router.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

namespace uws::admin {
namespace {

// "/a" of "/a/b", which becomes "/b".
std::string_view take_segment(std::string_view& path) {
  const auto segment = path.substr(0, path.find('/', 1));
  path.remove_prefix(segment.size());
  return segment;
}

// The parts of a path that fits.
std::optional<std::vector<std::string>> match(std::string_view pattern, std::string_view path) {
  std::vector<std::string> parts;
  while (!pattern.empty() && !path.empty()) {
    const auto wanted = take_segment(pattern), given = take_segment(path);
    const bool any = wanted.starts_with("/{") && given.size() > 1;
    if (any) parts.emplace_back(given.substr(1));
    if (!any && wanted != given) return std::nullopt;
  }
  if (!pattern.empty() || !path.empty()) return std::nullopt;
  return parts;
}

http::Response not_allowed(const std::string& allowed) {
  auto response = page_of(405, allowed + " only\n");
  response.headers.add("Allow", allowed);
  return response;
}

}  // namespace

http::Handler router(std::initializer_list<Routes> pages) {
  Routes routes;
  for (const auto& some : pages) routes.insert(routes.end(), some.begin(), some.end());
  return [routes = std::move(routes)](http::Request request) {
    std::string allowed;
    for (const auto& route : routes) {
      auto parts = match(route.pattern, request.path);
      if (!parts) continue;
      if (route.method == request.method) {
        return route.page({std::move(request), std::move(*parts)});
      }
      allowed += (allowed.empty() ? "" : ", ") + route.method;
    }
    return ready_made(allowed.empty() ? page_of(404, "not found\n") : not_allowed(allowed));
  };
}

http::Response page_of(int status, std::string body, const std::string& type) {
  http::Response response;
  response.status = status;
  response.headers.add("Content-Type", type);
  response.headers.add("Cache-Control", "no-store");
  response.body = std::move(body);
  return response;
}

boost::asio::awaitable<http::Response> ready_made(http::Response response) { co_return response; }

}  // namespace uws::admin
