#include "tests/bridge/http/server_run.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <stdexcept>
#include <utility>

#include "bridge/ops/events.h"

namespace uws::test {

namespace asio = boost::asio;

namespace {

asio::awaitable<std::optional<http::Response>> check(const http::Request& head) {
  if (head.path == "/check-throws") throw std::runtime_error("on purpose");
  if (head.path != "/closed") co_return std::nullopt;
  http::Response refused;
  refused.status = 404;
  co_return refused;
}

}  // namespace

ServerRun::ServerRun(http::Limits limits, unsigned threads, std::shared_ptr<http::TlsContext> tls)
    : pool_(threads) {
  http::Listen listen{.address = "127.0.0.1", .limits = limits, .tls = std::move(tls)};
  listen.breaks_off = [](const http::Response& response) { return response.status == 0; };
  server_ = std::make_unique<http::Server>(pool_, std::move(listen), ops::no_events());
  server_->serve(http::shared([this](http::Request request) { return handle(std::move(request)); }),
                 check);
  thread_ = std::thread([this] { pool_.run(); });
}

ServerRun::~ServerRun() {
  pool_.stop();
  thread_.join();
}

void ServerRun::drain(std::chrono::milliseconds patience) {
  server_->drain(patience, [this] { ++drained_; });
}

asio::awaitable<http::Response> ServerRun::handle(http::Request request) {
  http::Response response;
  response.headers.add("Content-Type", "text/plain");
  if (request.path == "/wait") {
    ++waiting_;
    auto const executor = co_await asio::this_coro::executor;
    asio::steady_timer timer(executor);
    while (!gate_) {
      timer.expires_after(std::chrono::milliseconds(2));
      co_await timer.async_wait(asio::use_awaitable);
    }
    --waiting_;
    response.body = "waited";
    co_return response;
  }
  if (request.path == "/throw") throw std::runtime_error("on purpose");
  if (request.path == "/custom") {
    response.status = 415;
    response.reason = "Cannot process 'a\r\nX-Smuggled: 1'";
    response.headers.add("X-Own", "yes");
    response.headers.add("content-length", "999");
    co_return response;
  }
  if (request.path == "/nothing") {
    response.status = 204;
    co_return response;
  }
  if (request.path == "/big") {
    response.body.assign(std::stoul(request.query), 'x');
    co_return response;
  }
  response.close = request.path == "/close";
  if (request.path == "/reset") response.status = 0;
  response.body = request.method + " " + request.path + "?" + request.query + "\n" + request.body;
  std::lock_guard const lock(seen_mutex_);
  seen_ = std::move(request);
  co_return response;
}

std::string post(const std::string& path, const std::string& body,
                 const std::string& more_headers) {
  return "POST " + path + " HTTP/1.1\r\nHost: test\r\n" + more_headers +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string get(const std::string& path, const std::string& more_headers) {
  return "GET " + path + " HTTP/1.1\r\nHost: test\r\n" + more_headers + "\r\n";
}

}  // namespace uws::test
