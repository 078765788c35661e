// Many calls on several threads that meet a bearer nobody takes any more.

#include <doctest/doctest.h>

#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "bridge/http/server.h"
#include "bridge/rest/shared.h"
#include "mapping/common/faults.h"

namespace asio = boost::asio;
using namespace std::chrono_literals;
namespace http = uws::http;
namespace rest = uws::rest;

namespace {

http::Response json(int status, std::string body) {
  http::Response response;
  response.status = status;
  response.headers.add("Content-Type", "application/json");
  response.body = std::move(body);
  return response;
}

// A platform on threads of its own. Its bearers are "bearer-1", "bearer-2" and so on.
class Platform {
 public:
  using Judge = std::function<bool(const std::string& bearer)>;

  // A bearer that it does not take is refused as soon as `may_refuse` says so.
  explicit Platform(
      Judge takes, Judge may_refuse = [](const std::string&) { return true; })
      : takes_(std::move(takes)),
        may_refuse_(std::move(may_refuse)),
        pool_(1),
        server_(pool_, "127.0.0.1", 0, {},
                http::shared([this](http::Request request) { return answer(std::move(request)); })),
        thread_([this] { pool_.run(); }) {}
  ~Platform() {
    pool_.stop();
    thread_.join();
  }

  std::string url(const std::string& path) const { return "http://" + server_.endpoint() + path; }

  std::atomic<int> tokens{0}, calls{0};

 private:
  asio::awaitable<http::Response> answer(http::Request request) {
    if (request.path == "/token") {
      const auto name = "bearer-" + std::to_string(++tokens);
      co_return json(200, R"({"access_token":")" + name + R"(","expires_in":3600})");
    }
    ++calls;
    const auto bearer = *request.headers.find("Authorization");
    if (takes_(bearer)) co_return json(200, "{}");
    while (!may_refuse_(bearer)) {
      asio::steady_timer pause(co_await asio::this_coro::executor, 1ms);
      co_await pause.async_wait(asio::use_awaitable);
    }
    co_return json(401, R"({"fault":{"code":900901}})");
  }

  Judge takes_, may_refuse_;
  http::Pool pool_;
  http::Server server_;
  std::thread thread_;
};

struct Settled {
  int good = 0, bad = 0;
};

// The clients of a gateway with three threads.
class Callers {
 public:
  explicit Callers(const Platform& platform) : pool_(kThreads) {
    settings_.base_url = platform.url("");
    settings_.token_url = platform.url("/token");
    settings_.app_key = settings_.app_secret = "test";
    settings_.timeout = 20s;
    shared_ = std::make_shared<rest::Shared>(settings_, counters, uws::ops::no_events());
    for (std::size_t i = 0; i < kThreads; ++i) {
      auto& io = pool_.context(i);
      clients_.push_back(std::make_unique<http::Client>(io, http::ClientLimits{}));
      rests_.push_back(std::make_unique<rest::Client>(io, *clients_.back(), settings_, counters,
                                                      uws::ops::no_events(), shared_));
    }
    thread_ = std::thread([this] { pool_.run(); });
  }
  ~Callers() {
    pool_.stop();
    thread_.join();
  }

  // `count` calls at once, spread over the threads.
  Settled call(int count) {
    std::atomic<int> good{0}, bad{0};
    for (int i = 0; i < count; ++i) {
      const auto at = static_cast<std::size_t>(i) % kThreads;
      asio::co_spawn(pool_.context(at), one(*rests_[at], good, bad), asio::detached);
    }
    const auto end = std::chrono::steady_clock::now() + 30s;
    while (good + bad < count && std::chrono::steady_clock::now() < end) {
      std::this_thread::sleep_for(1ms);
    }
    REQUIRE(good + bad == count);
    return {good, bad};
  }

  rest::RestCounters counters;

 private:
  static constexpr std::size_t kThreads = 3;

  static asio::awaitable<void> one(rest::Client& rest, std::atomic<int>& good,
                                   std::atomic<int>& bad) {
    uws::mapping::RestCall call;
    call.path = "/m2m/v1/things";
    const std::string session = "session";
    const auto reply = co_await rest.perform(call, session);
    ++(reply && reply->ok() ? good : bad);
  }

  http::Pool pool_;
  rest::Settings settings_;
  std::shared_ptr<rest::Shared> shared_;
  std::vector<std::unique_ptr<http::Client>> clients_;
  std::vector<std::unique_ptr<rest::Client>> rests_;
  std::thread thread_;
};

}  // namespace

TEST_CASE("threads share one bearer, and one request for the next when it is refused") {
  std::atomic<int> taken{1};
  Platform platform([&](const std::string& bearer) {
    return bearer == "Bearer bearer-" + std::to_string(taken);
  });
  Callers callers(platform);
  CHECK(callers.call(100).good == 100);
  CHECK(platform.tokens == 1);
  taken = 2;
  CHECK(callers.call(100).good == 100);
  CHECK(platform.tokens == 2);
  CHECK(callers.call(100).good == 100);
  CHECK(platform.tokens == 2);
}

TEST_CASE("after a refused bearer the next one is tried by one call before others follow") {
  constexpr int kSound = 10;
  std::atomic<bool> all{true};
  std::atomic<const Callers*> all_callers{nullptr};
  // Two calls have the first bearer before it is refused, and know it before the second is.
  Platform platform([&](const std::string&) { return all.load(); },
                    [&](const std::string& bearer) {
                      if (bearer == "Bearer bearer-1") return platform.calls >= kSound + 2;
                      return all_callers.load()->counters.bearer_retries >= 2;
                    });
  Callers callers(platform);
  all_callers = &callers;
  CHECK(callers.call(kSound).good == kSound);
  all = false;
  const int before = platform.calls;
  const auto began = std::chrono::steady_clock::now();
  // All had the old one; each new one was tried by one call.
  CHECK(callers.call(100).bad == 100);
  CHECK(platform.calls - before <= 100 + platform.tokens - 1);
  const int calls = platform.calls;
  const int tokens = platform.tokens;
  for (int i = 0; i < 20; ++i) CHECK(callers.call(10).bad == 10);
  CHECK(platform.calls - calls == platform.tokens - tokens);
  // The second at once, then each after a second and more.
  const auto lasted = std::chrono::steady_clock::now() - began;
  CHECK(platform.tokens <= 2 + std::chrono::floor<std::chrono::seconds>(lasted).count());
  CHECK(platform.tokens <= 8);
  all = true;
  const auto end = std::chrono::steady_clock::now() + 30s;
  while (callers.call(1).good == 0 && std::chrono::steady_clock::now() < end) {
    std::this_thread::sleep_for(5ms);
  }
  CHECK(callers.call(100).good == 100);
}

// With a code of the platform's, or like a refused bearer.
TEST_CASE("a call refused for its own sake costs nobody else the bearer") {
  std::string refusal;
  SUBCASE("as the platform says") { refusal = R"({"errorCode":"REQUEST_FAILED.Privileges"})"; }
  SUBCASE("which nobody can see") { refusal = "{}"; }
  std::atomic<int> own{0};
  http::Pool pool(1);
  std::atomic<int> tokens{0};
  http::Server const server(
      pool, "127.0.0.1", 0, {},
      http::shared([&](http::Request request) -> asio::awaitable<http::Response> {
        if (request.path == "/token") {
          ++tokens;
          co_return json(200, R"({"access_token":"bearer","expires_in":3600})");
        }
        if (request.path == "/own") {
          ++own;
          co_return json(401, refusal);
        }
        co_return json(200, "{}");
      }));
  http::Client client(pool.context(0), {});
  rest::Settings settings;
  settings.base_url = "http://" + server.endpoint();
  settings.token_url = settings.base_url + "/token";
  settings.timeout = 20s;
  rest::RestCounters counters;
  rest::Client rest(pool.context(0), client, settings, counters, uws::ops::no_events(),
                    std::make_shared<rest::Shared>(settings, counters, uws::ops::no_events()));
  int good = 0;
  asio::co_spawn(
      pool.context(0),
      [&]() -> asio::awaitable<void> {
        uws::mapping::RestCall refused, other;
        refused.path = "/own";
        other.path = "/other";
        const std::string session = "session";
        for (int i = 0; i < 5; ++i) {
          auto first = co_await rest.perform(refused, session);
          CHECK_FALSE(first.has_value());
          auto second = co_await rest.perform(other, session);
          if (second && second->ok()) ++good;
        }
        pool.stop();
      },
      asio::detached);
  pool.run();
  CHECK(good == 5);
  CHECK(own == 10);
}
