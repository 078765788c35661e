#include "bridge/http/server.h"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <system_error>
#include <utility>

#include "bridge/http/connection.h"
#include "bridge/http/listener.h"
#include "bridge/http/tls.h"
#include "bridge/http/tls_stream.h"

namespace uws::http {

using asio::ip::tcp;

struct Server::Impl {
  std::shared_ptr<ListenerGroup> group;
  std::vector<std::shared_ptr<Listener>> listeners;
  tcp::endpoint endpoint;
};

namespace {

std::shared_ptr<ConnectionBase> launch_plain(std::shared_ptr<Listener> listener, tcp::socket socket,
                                             std::string peer) {
  return std::make_shared<Connection<tcp::socket>>(std::move(listener), std::move(socket),
                                                   std::move(peer));
}

std::shared_ptr<ConnectionBase> launch_tls(const TlsContext& tls,
                                           std::shared_ptr<Listener> listener, tcp::socket socket,
                                           std::string peer) {
  using Stream = asio::ssl::stream<tcp::socket>;
  // The stream holds on to what it needs of the context.
  auto const context = tls.current();
  Stream stream(std::move(socket), *context);
  return std::make_shared<Connection<Stream>>(std::move(listener), std::move(stream),
                                              std::move(peer));
}

Listener::Launch launcher(std::shared_ptr<const TlsContext> tls) {
  if (!tls) return launch_plain;
  return [tls = std::move(tls)](std::shared_ptr<Listener> listener, tcp::socket socket,
                                std::string peer) {
    return launch_tls(*tls, std::move(listener), std::move(socket), std::move(peer));
  };
}

}  // namespace

Server::Server(Pool& pool, const std::string& address, std::uint16_t port, Limits limits,
               Handler handler)
    : Server(pool, address, port, limits, std::move(handler), nullptr) {}

Server::Server(Pool& pool, const std::string& address, std::uint16_t port, Limits limits,
               Handler handler, std::shared_ptr<const TlsContext> tls,
               std::function<void(const std::string&)> warn)
    : impl_(std::make_shared<Impl>()) {
  impl_->group = std::make_shared<ListenerGroup>(limits, std::move(handler), std::move(warn));
  boost::system::error_code failure;
  impl_->endpoint = tcp::endpoint(asio::ip::make_address(address, failure), port);
  if (failure) throw std::system_error(failure, address);
  auto const launch = launcher(std::move(tls));
  for (std::size_t i = 0; i < pool.size(); ++i) {
    auto listener = std::make_shared<Listener>(pool.context(i), impl_->group, launch);
    impl_->endpoint = listener->open(impl_->endpoint, i == 0);
    impl_->group->add(listener);
    impl_->listeners.push_back(std::move(listener));
  }
  for (auto& listener : impl_->listeners) listener->start();
}

Server::~Server() { impl_->group->abort_all(); }

std::string Server::endpoint() const {
  auto const address = impl_->endpoint.address();
  auto const host = address.is_v6() ? "[" + address.to_string() + "]" : address.to_string();
  return host + ":" + std::to_string(impl_->endpoint.port());
}

std::uint16_t Server::port() const { return impl_->endpoint.port(); }

const ServerCounters& Server::counters() const { return impl_->group->counters(); }

bool Server::accepting() const { return impl_->group->accepting(); }

void Server::drain(std::chrono::milliseconds patience, std::function<void()> drained) {
  if (!impl_->group->begin_drain(std::move(drained))) return;
  for (auto& listener : impl_->listeners) listener->post([](Listener& l) { l.drain(); });
  impl_->listeners.front()->post([patience](Listener& l) { l.give_up_after(patience); });
}

}  // namespace uws::http
