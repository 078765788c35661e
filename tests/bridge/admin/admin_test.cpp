#include "bridge/admin/status_pages.h"

#include <doctest/doctest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

using uws::http::Handler;
using uws::http::Request;
using uws::http::Response;
using uws::ops::Metrics;

namespace {

Response ask(const Handler& handler, const std::string& path, const std::string& method = "GET") {
  Request request;
  request.method = method;
  request.target = request.path = path;
  boost::asio::io_context io;
  Response answer;
  boost::asio::co_spawn(io, handler(request), [&](std::exception_ptr error, Response response) {
    REQUIRE_FALSE(error);
    answer = std::move(response);
  });
  io.run();
  return answer;
}

std::string header(const Response& response, const std::string& name) {
  for (const auto& [field, value] : response.headers.fields()) {
    if (field == name) return value;
  }
  return "(absent)";
}

}  // namespace

TEST_CASE("metrics and health are answered, everything else is not found") {
  Metrics metrics("0.1.0", {"S.Op"});
  const auto handler = uws::admin::router({uws::admin::status_pages(metrics, {})});
  const auto page = ask(handler, "/metrics");
  CHECK(page.status == 200);
  CHECK(header(page, "Content-Type") == "text/plain; version=0.0.4; charset=utf-8");
  CHECK(page.body.find("uws_build_info{version=\"0.1.0\"} 1\n") != std::string::npos);
  CHECK(ask(handler, "/healthz").status == 200);
  CHECK(ask(handler, "/healthz").body == "ok\n");
  CHECK(ask(handler, "/readyz").body == "ready\n");
  CHECK(ask(handler, "/").status == 404);
  CHECK(ask(handler, "/metrics/").status == 404);
  const auto posted = ask(handler, "/metrics", "POST");
  CHECK(posted.status == 405);
  CHECK(header(posted, "Allow") == "GET");
}

TEST_CASE("readiness asks every check, every time") {
  Metrics metrics("0.1.0", {});
  bool draining = false, broken = false;
  const auto told = [](const bool& wrong, const char* what) {
    return [&wrong, what]() -> std::optional<std::string> {
      if (wrong) return what;
      return std::nullopt;
    };
  };
  const auto handler = uws::admin::router(
      {uws::admin::status_pages(metrics, {{"listeners", told(draining, "draining")},
                                          {"store", told(broken, "disk I/O error")}})});
  CHECK(ask(handler, "/readyz").status == 200);
  draining = true;
  auto page = ask(handler, "/readyz");
  CHECK(page.status == 503);
  CHECK(page.body == "listeners: draining\n");
  CHECK(ask(handler, "/healthz").status == 200);
  broken = true;
  CHECK(ask(handler, "/readyz").body == "listeners: draining\nstore: disk I/O error\n");
  draining = broken = false;
  CHECK(ask(handler, "/readyz").status == 200);
}

TEST_CASE("a page is found by method and path, its parts are handed to it") {
  const auto page = [](const std::string& name) {
    return [name](const uws::admin::Asked& asked) {
      auto body = name;
      for (const auto& part : asked.parts) body += " " + part;
      return uws::admin::ready_made(uws::admin::page_of(200, body));
    };
  };
  const auto handler = uws::admin::router(
      {{{"GET", "/a", page("list")}, {"POST", "/a", page("make")}},
       {{"GET", "/a/{id}", page("one")}, {"DELETE", "/a/{id}/of/{place}", page("none")}}});
  CHECK(ask(handler, "/a").body == "list");
  CHECK(ask(handler, "/a", "POST").body == "make");
  CHECK(ask(handler, "/a/7").body == "one 7");
  CHECK(ask(handler, "/a/7/of/x y", "DELETE").body == "none 7 x y");
  for (const char* path : {"", "/", "/a/", "/b", "/a/7/", "/a/7/of/", "/a/7/of", "/a//of/x", "*"}) {
    CAPTURE(path);
    CHECK(ask(handler, path).status == 404);
  }
  const auto refused = ask(handler, "/a", "PUT");
  CHECK(refused.status == 405);
  CHECK(header(refused, "Allow") == "GET, POST");
  CHECK(header(ask(handler, "/a/7", "POST"), "Allow") == "GET");
}
