#include "tests/e2e/scripted_platform.h"

#include <nlohmann/json.hpp>
#include <optional>

#include "bridge/http/server.h"
#include "bridge/ops/events.h"
#include "tests/support/pool_thread.h"

namespace uws::test {
namespace {

using Json = nlohmann::json;
constexpr std::string_view kBase = "/api";
constexpr int kBroken = 999;

Json parsed(const std::string& text) { return Json::parse(text, nullptr, false); }

bool same_call(const recording::Asked& wanted, const std::string& method,
               const std::string& target) {
  return wanted.method == method && std::string(kBase) + wanted.path == target;
}

}  // namespace

struct ScriptedPlatform::Listener {
  explicit Listener(ScriptedPlatform& platform)
      : server(pool,
               {.address = "127.0.0.1",
                .breaks_off =
                    [](const http::Response& response) { return response.status == kBroken; }},
               ops::no_events()) {
    server.serve(
        http::shared([&platform](http::Request request) -> http::asio::awaitable<http::Response> {
          const auto said = platform.answer(request.method, request.target, request.body);
          http::Response response;
          response.status = said.status == 0 ? kBroken : said.status;
          if (!said.type.empty()) response.headers.add("Content-Type", said.type);
          response.body = said.body;
          response.close = true;
          co_return response;
        }));
    thread.emplace(pool);
  }

  http::Pool pool{1};
  http::Server server;
  std::optional<PoolThread> thread;
};

ScriptedPlatform::ScriptedPlatform() : listener_(std::make_unique<Listener>(*this)) {}

ScriptedPlatform::~ScriptedPlatform() = default;

void ScriptedPlatform::script(const std::vector<recording::Asked>& asked,
                              std::function<void(std::size_t)> before) {
  const std::lock_guard lock(mutex_);
  calls_.clear();
  for (const auto& each : asked) {
    if (!each.store) calls_.push_back(each);
  }
  before_ = std::move(before);
  surprises_.clear();
  next_ = 0;
}

ScriptedPlatform::Said ScriptedPlatform::answer(const std::string& method,
                                                const std::string& target,
                                                const std::string& body) {
  const std::lock_guard lock(mutex_);
  if (target.ends_with("/oauth2/token")) {
    return {200, "application/json", R"({"access_token":"scripted-bearer","expires_in":3600})"};
  }
  // Sent again with a new bearer.
  const bool again = next_ > 0 && calls_[next_ - 1].status == 401 &&
                     same_call(calls_[next_ - 1], method, target) &&
                     (next_ == calls_.size() || !same_call(calls_[next_], method, target));
  if (again) --next_;
  if (next_ == calls_.size()) {
    surprises_.push_back("more than recorded: " + method + " " + target);
    return {500, "application/json", R"({"errorCode":"SCRIPT.End","errorMessage":"over"})"};
  }
  const auto& wanted = calls_[next_];
  if (!same_call(wanted, method, target) || parsed(wanted.body) != parsed(body)) {
    surprises_.push_back("not as recorded: " + method + " " + target + " " + body);
  }
  if (before_) before_(next_);
  ++next_;
  return {wanted.status, wanted.content_type, wanted.reply};
}

std::vector<std::string> ScriptedPlatform::surprises() {
  const std::lock_guard lock(mutex_);
  return surprises_;
}

std::size_t ScriptedPlatform::answered() {
  const std::lock_guard lock(mutex_);
  return next_;
}

std::uint16_t ScriptedPlatform::port() const { return listener_->server.port(); }

}  // namespace uws::test
