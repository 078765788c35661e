#pragma once
// What every connection is, whatever its stream: a deadline that cancels, and a place in its
// listener's books. Touched by its io_context's thread only.

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <memory>
#include <string>

#include "bridge/http/listener.h"

namespace uws::http {

class ConnectionBase : public std::enable_shared_from_this<ConnectionBase> {
 public:
  ConnectionBase(std::shared_ptr<Listener> listener, const asio::any_io_executor& executor,
                 std::string peer);
  virtual ~ConnectionBase() = default;
  ConnectionBase(const ConnectionBase&) = delete;
  ConnectionBase& operator=(const ConnectionBase&) = delete;

  // Starts serving; the connection keeps itself alive until it is over.
  virtual void start() = 0;
  // The listener is draining: close now if no request has begun. A connection that was not given
  // time for its first request yet gets a second for it.
  void drain();
  // Close now, whatever goes on.
  void abort();

  // Before start(): there is no room, or the client has too many; the peer is only told so.
  void turn_away() { turned_away_ = true; }
  bool is_turned_away() const { return turned_away_; }
  const std::string& peer() const { return peer_; }
  // What it takes of the group's places, and whether the group's book has it: the listener's
  // business.
  ListenerGroup::Kind place = ListenerGroup::Kind::served;
  bool in_book = false;
  std::chrono::steady_clock::time_point idle_since() const { return idle_since_; }
  // Close for another connection to come in. False when the next request has arrived: it stays. The
  // group is told when room is made, or when a request came after all (ListenerGroup::room_made).
  bool give_way();
  // Its place among the listener's busy or idle ones, the listener's business.
  Listener::Seats::iterator seat;
  bool among_idle = false;

 protected:
  using Socket = asio::basic_socket<asio::ip::tcp>;
  using Clock = std::chrono::steady_clock;

  virtual Socket& socket() = 0;

  // From `delay` on every operation on the socket is cancelled, until the deadline is moved.
  void set_deadline(std::chrono::milliseconds delay);
  void clear_deadline();
  // From now on the socket's operations are cancelled when the peer takes no byte of what is sent
  // for body_timeout, up to half as long again; until another deadline is set.
  void set_write_deadline();
  bool expired() const { return Clock::now() >= deadline_; }

  // Between two requests, for `patience` at most.
  void enter_idle(std::chrono::milliseconds patience);
  void leave_idle();
  bool has_unread_input();
  // Close with a TCP reset.
  void reset();
  // After the last request: releases the socket, the timer and the place in the books.
  void over();

  Listener& listener() { return *listener_; }
  // Whether the client may ask another thing now.
  bool may_ask();
  // Before the handler is called.
  void count_request();

 private:
  void watch();
  void on_timer();
  // Whether the deadline was one for writing and the peer is not to blame yet.
  bool put_off();

  std::shared_ptr<Listener> listener_;
  asio::steady_timer timer_;
  Clock::time_point deadline_ = Clock::time_point::max();
  Clock::time_point timer_at_ = Clock::time_point::max();
  Clock::time_point progress_;  // the last seen while writing
  Clock::time_point idle_since_;
  std::string peer_;
  unsigned served_ = 0;
  int queued_ = -1;  // bytes the peer had not taken at the last look; -1 = not looked yet
  bool writing_ = false;
  bool idle_ = false;
  bool giving_way_ = false;
  bool turned_away_ = false;
  bool over_ = false;
};

}  // namespace uws::http
