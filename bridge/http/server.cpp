#include "bridge/http/server.h"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <map>
#include <system_error>
#include <utility>

#include "bridge/http/connection.h"
#include "bridge/http/listener.h"
#include "bridge/http/tls.h"
#include "bridge/http/tls_stream.h"
#include "bridge/ops/events.h"

namespace uws::http {

using asio::ip::tcp;

struct Server::Impl {
  Pool& pool;
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

HandlerFactory shared(Handler handler) {
  return [handler = std::move(handler)](asio::io_context&) { return handler; };
}

HandlerFactory once_per_context(HandlerFactory factory) {
  auto made = std::make_shared<std::map<asio::io_context*, Handler>>();
  return [factory = std::move(factory), made](asio::io_context& io) {
    Handler& handler = (*made)[&io];
    if (!handler) handler = factory(io);
    return handler;
  };
}

Server::Server(Pool& pool, Listen listen, ops::Events& events)
    : impl_(std::make_shared<Impl>(Impl{pool, {}, {}, {}})) {
  boost::system::error_code failure;
  impl_->endpoint = tcp::endpoint(asio::ip::make_address(listen.address, failure), listen.port);
  if (failure) throw std::system_error(failure, listen.address);
  auto const launch = launcher(listen.tls);
  impl_->group = std::make_shared<ListenerGroup>(std::move(listen), events);
  for (std::size_t i = 0; i < pool.size(); ++i) {
    auto listener = std::make_shared<Listener>(pool.context(i), impl_->group, launch);
    impl_->endpoint = listener->open(impl_->endpoint, i == 0);
    impl_->group->add(listener);
    impl_->listeners.push_back(std::move(listener));
  }
}

Server::Server(Pool& pool, const std::string& address, std::uint16_t port, Limits limits,
               const HandlerFactory& handlers)
    : Server(pool, {.address = address, .port = port, .limits = limits}, ops::no_events()) {
  serve(handlers);
}

void Server::serve(const HandlerFactory& handlers, HeadCheck check) {
  impl_->group->use(std::move(check));
  for (std::size_t i = 0; i < impl_->listeners.size(); ++i) {
    auto const handler = std::make_shared<const Handler>(handlers(impl_->pool.context(i)));
    impl_->pool.keep(handler);
    impl_->listeners[i]->start(*handler);
  }
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
