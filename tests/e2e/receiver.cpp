#include "tests/e2e/receiver.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace uws::test {
namespace {

constexpr std::chrono::seconds kPatience{60};

std::string header(const http::Request& request, const char* name) {
  const std::string* value = request.headers.find(name);
  return value ? *value : std::string();
}

}  // namespace

Receiver::Receiver(React react)
    : react_(std::move(react)),
      server_(pool_, "127.0.0.1", 0, http::Limits{},
              http::shared([this](http::Request request) { return take(std::move(request)); })),
      thread_([this] { pool_.run(); }) {}

Receiver::~Receiver() {
  pool_.stop();
  thread_.join();
}

http::asio::awaitable<http::Response> Receiver::take(http::Request request) {
  Reaction reaction;
  {
    const std::lock_guard lock(mutex_);
    received_.push_back({request.path, header(request, "SOAPAction"),
                         header(request, "Content-Type"), std::move(request.body)});
    if (react_) reaction = react_(received_.back());
    changed_.notify_all();
  }
  if (reaction.delay.count() > 0) {
    const auto executor = co_await http::asio::this_coro::executor;
    http::asio::steady_timer timer(executor, reaction.delay);
    co_await timer.async_wait(http::asio::use_awaitable);
  }
  http::Response response;
  response.status = reaction.status;
  response.headers.add("Content-Type", "text/xml; charset=utf-8");
  response.body = std::move(reaction.body);
  co_return response;
}

void Receiver::react(React react) {
  const std::lock_guard lock(mutex_);
  react_ = std::move(react);
}

std::string Receiver::url(const std::string& path) const {
  return "http://" + server_.endpoint() + path;
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
