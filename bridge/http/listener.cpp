#include "bridge/http/listener.h"

#include <sys/socket.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/socket_base.hpp>
#include <cerrno>
#include <system_error>
#include <utility>

#include "bridge/http/await.h"
#include "bridge/http/connection_base.h"

namespace uws::http {
namespace {

// Between two tries when accept itself fails, as it does when descriptors run out.
constexpr std::chrono::milliseconds kAfterFailure{100};
// Connections taken in one go before others get their turn.
constexpr int kTakeAtMost = 256;

void share_port(Listener::Tcp::acceptor& acceptor) {
  int const on = 1;
  if (::setsockopt(acceptor.native_handle(), SOL_SOCKET, SO_REUSEPORT, &on, sizeof on) != 0) {
    throw std::system_error(errno, std::system_category(), "SO_REUSEPORT");
  }
}

std::string text_of(const Listener::Tcp::endpoint& endpoint) {
  auto const address = endpoint.address();
  auto const port = std::to_string(endpoint.port());
  if (address.is_v6()) return "[" + address.to_string() + "]:" + port;
  return address.to_string() + ":" + port;
}

}  // namespace

Listener::Listener(asio::io_context& io, std::shared_ptr<ListenerGroup> group, Launch launch)
    : io_(io),
      group_(std::move(group)),
      launch_(std::move(launch)),
      acceptor_(io),
      pause_(io),
      patience_(io) {}

Listener::Tcp::endpoint Listener::open(const Tcp::endpoint& endpoint, bool first) {
  try {
    acceptor_.open(endpoint.protocol());
    acceptor_.set_option(Tcp::acceptor::reuse_address(true));
    if (!first) share_port(acceptor_);
    acceptor_.bind(endpoint);
    if (first) share_port(acceptor_);
    acceptor_.listen(asio::socket_base::max_listen_connections);
    acceptor_.non_blocking(true);
    return acceptor_.local_endpoint();
  } catch (const boost::system::system_error& failure) {
    throw std::system_error(failure.code(), text_of(endpoint));
  }
}

void Listener::start() { asio::co_spawn(io_, accept_loop(shared_from_this()), asio::detached); }

asio::awaitable<void> Listener::accept_loop(std::shared_ptr<Listener> self) {
  while (self->acceptor_.is_open()) {
    auto [failure] = co_await self->acceptor_.async_wait(Tcp::acceptor::wait_read, kAwait);
    if (failure || !self->acceptor_.is_open()) break;
    auto const taken = self->take_waiting(true);
    if (taken == Taken::all) continue;
    if (taken == Taken::full) {
      self->pause_.expires_at(asio::steady_timer::time_point::max());
    } else {
      self->pause_.expires_after(kAfterFailure);
    }
    co_await self->pause_.async_wait(kAwait);
  }
}

Listener::Taken Listener::take_waiting(bool heed_limit) {
  for (int taken = 0; taken < kTakeAtMost || !heed_limit; ++taken) {
    if (!heed_limit) {
      group_->enter();
    } else if (!group_->try_enter()) {
      return Taken::full;
    }
    Tcp::socket socket(io_);
    Tcp::endpoint peer;
    boost::system::error_code failure;
    acceptor_.accept(socket, peer, failure);
    if (failure) {
      group_->leave();
      if (failure == asio::error::would_block) return Taken::all;
      if (failure == asio::error::connection_aborted) continue;
      return Taken::failed;
    }
    ++counters().connections;
    socket.set_option(Tcp::no_delay(true), failure);
    auto connection = launch_(shared_from_this(), std::move(socket), text_of(peer));
    connections_.insert(connection.get());
    connection->start();
  }
  return Taken::all;
}

void Listener::close_acceptor() {
  if (!acceptor_.is_open()) return;
  boost::system::error_code ignored;
  acceptor_.close(ignored);
  pause_.cancel();
  group_->listener_closed();
}

void Listener::drain() {
  if (draining_) return;
  draining_ = true;
  if (acceptor_.is_open()) take_waiting(false);
  for (auto* connection : connections_) connection->drain();
  close_acceptor();
}

void Listener::abort() {
  draining_ = true;
  for (auto* connection : connections_) connection->abort();
  close_acceptor();
}

void Listener::give_up_after(std::chrono::milliseconds patience) {
  patience_.expires_after(patience);
  patience_.async_wait([self = shared_from_this()](const boost::system::error_code& failure) {
    if (!failure) self->group_->give_up();
  });
}

void Listener::finished(ConnectionBase& connection) {
  connections_.erase(&connection);
  group_->leave();
}

}  // namespace uws::http
