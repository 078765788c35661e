#pragma once
// One acceptor and the connections it took, all on one io_context and touched by its thread only
// (post(), which any thread may call, excepted).

#include <atomic>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <functional>
#include <limits>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "bridge/http/listener_group.h"

namespace uws::http {

class ConnectionBase;

class Listener : public std::enable_shared_from_this<Listener> {
 public:
  using Tcp = boost::asio::ip::tcp;
  using Seats = std::list<ConnectionBase*>;
  static constexpr auto kNoneIdle = std::numeric_limits<std::chrono::steady_clock::rep>::max();
  // Makes the connection object of an accepted socket; this is what tells plain from TLS.
  using Launch = std::function<std::shared_ptr<ConnectionBase>(std::shared_ptr<Listener>,
                                                               Tcp::socket, std::string peer)>;

  Listener(asio::io_context& io, std::shared_ptr<ListenerGroup> group, Launch launch);

  // Throws std::system_error. The first listener of an address binds it alone, so that an address
  // somebody else serves is refused; the others join it. The bound endpoint is returned.
  Tcp::endpoint open(const Tcp::endpoint& endpoint, bool first);
  // Starts accepting, from any thread, before or after the io_context runs. An exception pauses it.
  // `handler` must stay as long as the io_context works.
  void start(const Handler& handler);

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

  // Connections that are its own, or on their way to it; any thread.
  std::size_t load() const { return load_; }
  bool draining() const { return draining_; }
  ListenerGroup& group() { return *group_; }
  const Handler& handler() const { return *handler_; }
  const Limits& limits() const { return group_->limits(); }
  ServerCounters& counters() { return group_->counters(); }

  // A connection moves to the end of the idle ones, or away from them.
  void now_idle(ConnectionBase& connection);
  void now_busy(ConnectionBase& connection);
  // When the oldest idle connection became idle, of steady_clock; any thread.
  std::chrono::steady_clock::rep oldest_idle() const {
    return oldest_idle_.load(std::memory_order_relaxed);
  }
  // Closes the connection that has been idle longest, unless its next request has come.
  void close_oldest_idle();
  // The connection is over and leaves the books.
  void finished(ConnectionBase& connection);

 private:
  enum class Taken { all, full, failed };
  using Kind = ListenerGroup::Kind;

  static asio::awaitable<void> accept_loop(std::shared_ptr<Listener> self);
  Taken take_waiting(bool heed_limit);
  // The slot of a connection that waits; nothing = it has to go on waiting.
  std::optional<Slot> find_slot();
  bool somebody_waits();
  // Gives an accepted connection to the listener whose io_context its socket has.
  void hand_to(Listener& owner, Tcp::socket socket, const Tcp::endpoint& peer, Slot slot);
  void take(Tcp::socket socket, const Tcp::endpoint& peer, Slot slot);
  void seat(ConnectionBase& connection);
  void unseat(ConnectionBase& connection);
  void note_oldest();
  // Accepting has failed, or works.
  void fail(std::string_view why);
  void recover();
  void close_acceptor();

  asio::io_context& io_;
  std::shared_ptr<ListenerGroup> group_;
  Launch launch_;
  const Handler* handler_ = nullptr;
  Tcp::acceptor acceptor_;
  asio::steady_timer pause_;
  asio::steady_timer patience_;
  Seats busy_;
  Seats idle_;  // longest first
  std::atomic<std::chrono::steady_clock::rep> oldest_idle_{kNoneIdle};
  // Since when somebody has waited all the time without a slot.
  std::optional<std::chrono::steady_clock::time_point> full_since_;
  Slot::Load load_{0};
  bool troubled_ = false;
  bool draining_ = false;
  bool aborted_ = false;
};

}  // namespace uws::http
