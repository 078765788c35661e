#pragma once
// Asks metadata pages as a client at gateway.example would.

#include <doctest/doctest.h>

#include <string>

#include "bridge/door/metadata.h"

namespace uws::test {

using Pages = std::function<std::optional<http::Response>(const http::Request&)>;

inline http::Request get_request(const std::string& path, const std::string& query) {
  http::Request request;
  request.method = "GET";
  request.path = path;
  request.query = query;
  request.target = query.empty() ? path : path + "?" + query;
  request.headers.add("Host", "gateway.example:8080");
  request.peer = "192.0.2.7:40000";
  return request;
}

inline std::string service_path(const std::string& service) {
  return "/api/v2/" + service + ".svc";
}

// The body of a page that must be there.
inline std::string body_of(const Pages& pages, const std::string& service,
                           const std::string& query) {
  const auto response = pages(get_request(service_path(service), query));
  REQUIRE(response.has_value());
  REQUIRE(response->status == 200);
  return response->body;
}

inline bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace uws::test
