#include "bridge/admin/admin.h"

namespace uws::admin {
namespace {

http::Response page(int status, std::string body, const char* type = "text/plain; charset=utf-8") {
  http::Response response;
  response.status = status;
  response.headers.add("Content-Type", type);
  response.headers.add("Cache-Control", "no-store");
  response.body = std::move(body);
  return response;
}

http::Response ready_page(const std::vector<ReadyCheck>& checks) {
  std::string problems;
  for (const auto& check : checks) {
    if (const auto problem = check.problem()) problems += check.name + ": " + *problem + "\n";
  }
  return problems.empty() ? page(200, "ready\n") : page(503, problems);
}

http::Response answer(const ops::Metrics& metrics, const std::vector<ReadyCheck>& checks,
                      const http::Request& request) {
  const bool known =
      request.path == "/metrics" || request.path == "/healthz" || request.path == "/readyz";
  if (!known) return page(404, "not found\n");
  if (request.method != "GET") {
    auto refusal = page(405, "GET only\n");
    refusal.headers.add("Allow", "GET");
    return refusal;
  }
  if (request.path == "/healthz") return page(200, "ok\n");
  if (request.path == "/readyz") return ready_page(checks);
  return page(200, metrics.text(), "text/plain; version=0.0.4; charset=utf-8");
}

}  // namespace

http::Response plain_page(int status, std::string body) { return page(status, std::move(body)); }

boost::asio::awaitable<http::Response> ready_made(http::Response response) { co_return response; }

std::function<std::optional<std::string>()> store_trouble(store::Store& store) {
  return [&store]() -> std::optional<std::string> {
    const auto trouble = store.trouble();
    if (!trouble) return std::nullopt;
    store.probe();
    return trouble->message;
  };
}

http::Handler admin_handler(const ops::Metrics& metrics, std::vector<ReadyCheck> checks) {
  return [&metrics, checks = std::move(checks)](http::Request request) {
    return ready_made(answer(metrics, checks, request));
  };
}

}  // namespace uws::admin
