#pragma once
// One acceptor and the connections it took, all on one io_context and touched by its thread only
// (post(), which any thread may call, excepted).

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <memory>
#include <string>
#include <unordered_set>

#include "bridge/http/listener_group.h"

namespace uws::http {

class ConnectionBase;

class Listener : public std::enable_shared_from_this<Listener> {
 public:
  using Tcp = boost::asio::ip::tcp;
  // Makes the connection object of an accepted socket; this is what tells plain from TLS.
  using Launch = std::function<std::shared_ptr<ConnectionBase>(std::shared_ptr<Listener>,
                                                               Tcp::socket, std::string peer)>;

  Listener(asio::io_context& io, std::shared_ptr<ListenerGroup> group, Launch launch);

  // Throws std::system_error. The first listener of an address binds it alone, so that an address
  // somebody else serves is refused; the others join it. The bound endpoint is returned.
  Tcp::endpoint open(const Tcp::endpoint& endpoint, bool first);
  // Starts accepting, from any thread, before or after the io_context runs.
  void start();

  template <class Work>
  void post(Work work) {
    asio::post(io_, [self = shared_from_this(), work = std::move(work)]() mutable { work(*self); });
  }

  // Takes what the backlog still holds, closes the acceptor and tells every connection.
  void drain();
  // Closes the acceptor and every connection.
  void abort();
  // A place among max_connections may be free.
  void wake() { pause_.cancel(); }
  void give_up_after(std::chrono::milliseconds patience);
  void cancel_patience() { patience_.cancel(); }

  bool draining() const { return draining_; }
  ListenerGroup& group() { return *group_; }
  const Limits& limits() const { return group_->limits(); }
  ServerCounters& counters() { return group_->counters(); }
  // The connection is over and leaves the books.
  void finished(ConnectionBase& connection);

 private:
  enum class Taken { all, full, failed };

  static asio::awaitable<void> accept_loop(std::shared_ptr<Listener> self);
  Taken take_waiting(bool heed_limit);
  void close_acceptor();

  asio::io_context& io_;
  std::shared_ptr<ListenerGroup> group_;
  Launch launch_;
  Tcp::acceptor acceptor_;
  asio::steady_timer pause_;
  asio::steady_timer patience_;
  std::unordered_set<ConnectionBase*> connections_;
  bool draining_ = false;
};

}  // namespace uws::http
