#include "tests/support/receiver.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <optional>

#include "bridge/http/server.h"
#include "bridge/ops/events.h"
#include "tests/support/pool_thread.h"

namespace uws::test {
namespace {

constexpr std::chrono::seconds kPatience{60};

std::string header(const http::Request& request, const char* name) {
  const std::string* value = request.headers.find(name);
  return value ? *value : std::string();
}

}  // namespace

struct Receiver::Listener {
  explicit Listener(Receiver& receiver)
      : owner(receiver), server(pool, listen(), ops::no_events()) {
    server.serve(http::shared([this](http::Request request) { return take(std::move(request)); }));
    thread.emplace(pool);
  }

  static http::Listen listen() {
    http::Listen listen{.address = "127.0.0.1"};
    listen.breaks_off = [](const http::Response& response) { return response.status == 0; };
    return listen;
  }

  http::asio::awaitable<http::Response> take(http::Request request) {
    const auto reaction =
        owner.reaction_to({request.path, header(request, "SOAPAction"),
                           header(request, "Content-Type"), std::move(request.body)});
    if (reaction.delay.count() > 0) {
      const auto executor = co_await http::asio::this_coro::executor;
      http::asio::steady_timer timer(executor, reaction.delay);
      co_await timer.async_wait(http::asio::use_awaitable);
    }
    http::Response response;
    response.status = reaction.status;
    response.headers.add("Content-Type", "text/xml; charset=utf-8");
    response.body = reaction.body;
    co_return response;
  }

  Receiver& owner;
  http::Pool pool{1};
  http::Server server;
  std::optional<PoolThread> thread;
};

Receiver::Receiver(React react)
    : react_(std::move(react)), listener_(std::make_unique<Listener>(*this)) {}

Receiver::~Receiver() = default;

Reaction Receiver::reaction_to(Received one) {
  const std::lock_guard lock(mutex_);
  received_.push_back(std::move(one));
  auto reaction = react_ ? react_(received_.back()) : Reaction{};
  changed_.notify_all();
  return reaction;
}

void Receiver::react(React react) {
  const std::lock_guard lock(mutex_);
  react_ = std::move(react);
}

std::string Receiver::url(const std::string& path) const {
  return "http://" + listener_->server.endpoint() + path;
}

std::vector<Received> Receiver::received() {
  const std::lock_guard lock(mutex_);
  return received_;
}

std::vector<Received> Receiver::wait(std::size_t count) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, kPatience, [&] { return received_.size() >= count; });
  return received_;
}

std::string receiver_fault() {
  return "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body>"
         "<soap:Fault><faultcode>soap:Server</faultcode><faultstring>not now</faultstring>"
         "</soap:Fault></soap:Body></soap:Envelope>";
}

}  // namespace uws::test
