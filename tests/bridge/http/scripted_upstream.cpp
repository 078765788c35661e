#include "tests/bridge/http/scripted_upstream.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <exception>
#include <sstream>
#include <stdexcept>

namespace uws::test {

namespace asio = boost::asio;
using asio::use_awaitable;
using asio::ip::tcp;

struct ScriptedUpstream::State {
  State(asio::io_context& io, Script todo)
      : script(std::move(todo)), acceptor(io, tcp::endpoint(asio::ip::address_v4::loopback(), 0)) {}

  static asio::awaitable<void> accept(std::shared_ptr<State> self);
  static asio::awaitable<void> serve(std::shared_ptr<State> self, tcp::socket socket, int number);
  static asio::awaitable<bool> act(tcp::socket& socket, const Act& act);

  Script script;
  tcp::acceptor acceptor;
  std::vector<Seen> seen;
  int connections = 0;
};

namespace {

Seen read_head(const std::string& head) {
  Seen seen;
  std::istringstream lines(head);
  std::string line;
  std::getline(lines, line);
  std::istringstream(line) >> seen.method >> seen.target;
  while (std::getline(lines, line) && line != "\r") {
    const auto colon = line.find(':');
    if (colon == std::string::npos) continue;
    const auto value = line.find_first_not_of(' ', colon + 1);
    seen.headers.add(line.substr(0, colon), line.substr(value, line.size() - value - 1));
  }
  return seen;
}

}  // namespace

asio::awaitable<void> ScriptedUpstream::State::accept(std::shared_ptr<State> self) {
  for (;;) {
    tcp::socket socket = co_await self->acceptor.async_accept(use_awaitable);
    const int number = ++self->connections;
    asio::co_spawn(self->acceptor.get_executor(), serve(self, std::move(socket), number),
                   asio::detached);
  }
}

asio::awaitable<void> ScriptedUpstream::State::serve(std::shared_ptr<State> self,
                                                     tcp::socket socket, int number) {
  std::string buffer;
  for (;;) {
    const std::size_t head = co_await asio::async_read_until(socket, asio::dynamic_buffer(buffer),
                                                             "\r\n\r\n", use_awaitable);
    Seen seen = read_head(buffer.substr(0, head));
    buffer.erase(0, head);
    const std::string* length = seen.headers.find("Content-Length");
    const std::size_t wanted = length != nullptr ? std::stoul(*length) : 0;
    if (buffer.size() < wanted) {
      co_await asio::async_read(socket, asio::dynamic_buffer(buffer),
                                asio::transfer_exactly(wanted - buffer.size()), use_awaitable);
    }
    seen.body = buffer.substr(0, wanted);
    buffer.erase(0, wanted);
    seen.connection = number;
    seen.nth = static_cast<int>(self->seen.size()) + 1;
    self->seen.push_back(seen);
    const Act todo = self->script(seen);
    const bool more = co_await act(socket, todo);
    if (!more) co_return;
  }
}

asio::awaitable<bool> ScriptedUpstream::State::act(tcp::socket& socket, const Act& act) {
  if (act.delay.count() > 0) {
    asio::steady_timer wait(socket.get_executor(), act.delay);
    co_await wait.async_wait(use_awaitable);
  }
  asio::steady_timer look(socket.get_executor());
  while (act.ready && !act.ready()) {
    look.expires_after(std::chrono::milliseconds(1));
    co_await look.async_wait(use_awaitable);
  }
  if (act.silent) co_return true;
  co_await asio::async_write(socket, asio::buffer(act.bytes), use_awaitable);
  if (act.end == Act::End::keep) co_return true;
  if (act.end == Act::End::reset) socket.set_option(asio::socket_base::linger(true, 0));
  socket.close();
  co_return false;
}

Act respond(int status, const std::string& body, const std::string& type,
            const std::string& more_headers) {
  return {"HTTP/1.1 " + std::to_string(status) + " Scripted\r\nContent-Type: " + type +
          "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + more_headers + "\r\n" +
          body};
}

ScriptedUpstream::ScriptedUpstream(asio::io_context& io, Script script)
    : state_(std::make_shared<State>(io, std::move(script))) {
  asio::co_spawn(io, State::accept(state_), asio::detached);
}

ScriptedUpstream::~ScriptedUpstream() { state_->acceptor.close(); }

std::uint16_t ScriptedUpstream::port() const { return state_->acceptor.local_endpoint().port(); }

std::string ScriptedUpstream::url(const std::string& path) const {
  return "http://127.0.0.1:" + std::to_string(port()) + path;
}

const std::vector<Seen>& ScriptedUpstream::seen() const { return state_->seen; }

int ScriptedUpstream::connections() const { return state_->connections; }

std::uint16_t refused_port(asio::io_context& io) {
  tcp::acceptor taken(io, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
  return taken.local_endpoint().port();
}

void run_test(asio::io_context& io, asio::awaitable<void> body) {
  bool finished = false;
  std::exception_ptr failure;
  asio::co_spawn(io, std::move(body), [&](const std::exception_ptr& error) {
    finished = true;
    failure = error;
    io.stop();
  });
  io.run_for(std::chrono::minutes(1));
  if (failure) std::rethrow_exception(failure);
  if (!finished) throw std::runtime_error("test did not end within a minute");
}

asio::awaitable<bool> holds_eventually(std::function<bool()> condition) {
  const auto executor = co_await asio::this_coro::executor;
  asio::steady_timer pause(executor);
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) co_return false;
    pause.expires_after(std::chrono::milliseconds(2));
    co_await pause.async_wait(use_awaitable);
  }
  co_return true;
}

}  // namespace uws::test
