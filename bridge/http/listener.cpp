#include "bridge/http/listener.h"

#include <poll.h>
#include <sys/socket.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/socket_base.hpp>
#include <cerrno>
#include <system_error>
#include <utility>

#include "bridge/http/await.h"
#include "bridge/http/connection_base.h"
#include "bridge/http/keep_going.h"

namespace uws::http {
namespace {

// Between two tries when accept itself fails, as it does when descriptors run out.
constexpr std::chrono::milliseconds kAfterFailure{100};
// Between two looks for a seat, should nobody leave before.
constexpr std::chrono::milliseconds kLookAgain{50};
// Idle connections looked at for one to close: those whose next request has come stay.
constexpr int kLookAtMost = 16;
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

void Listener::start(const Handler& handler) {
  handler_ = &handler;
  auto const self = shared_from_this();
  auto life = [self] { return accept_loop(self); };
  auto failed = [self](std::string_view what) { self->fail(what); };
  asio::co_spawn(io_, keep_going(pause_, kAfterFailure, std::move(life), std::move(failed)),
                 asio::detached);
}

asio::awaitable<void> Listener::accept_loop(std::shared_ptr<Listener> self) {
  auto& acceptor = self->acceptor_;
  while (acceptor.is_open()) {
    // After a failure the next try does not wait for a connection: it tells whether all is well.
    if (!self->troubled_) {
      auto [failure] = co_await acceptor.async_wait(Tcp::acceptor::wait_read, kAwait);
      if (!acceptor.is_open()) break;
      if (failure) throw boost::system::system_error(failure);
    }
    auto const taken = self->take_waiting(true);
    if (taken != Taken::failed) self->recover();
    if (taken == Taken::all) continue;
    self->pause_.expires_after(taken == Taken::full ? kLookAgain : kAfterFailure);
    WaitingForPlace const waiting(*self->group_);
    co_await self->pause_.async_wait(kAwait);
  }
}

Listener::Taken Listener::take_waiting(bool heed_limit) {
  for (int taken = 0; taken < kTakeAtMost || !heed_limit; ++taken) {
    if (!heed_limit) group_->enter();
    auto slot = heed_limit ? find_slot() : Slot(*group_, Kind::served);
    if (!slot) return somebody_waits() ? Taken::full : Taken::all;
    auto const self = shared_from_this();
    auto const owner = heed_limit ? group_->least_loaded(self) : self;
    slot->count_in(owner->load_);
    Tcp::socket socket(owner->io_);
    Tcp::endpoint peer;
    boost::system::error_code failure;
    acceptor_.accept(socket, peer, failure);
    if (failure == asio::error::would_block) return Taken::all;
    if (failure == asio::error::connection_aborted) continue;
    if (failure) {
      fail(failure.message());
      return Taken::failed;
    }
    ++counters().connections;
    hand_to(*owner, std::move(socket), peer, std::move(*slot));
  }
  return Taken::all;
}

void Listener::hand_to(Listener& owner, Tcp::socket socket, const Tcp::endpoint& peer, Slot slot) {
  if (&owner == this) return take(std::move(socket), peer, std::move(slot));
  owner.post([socket = std::move(socket), peer, kind = slot.kind()](Listener& l) mutable {
    l.take(std::move(socket), peer, Slot(l.group(), kind, &l.load_));
  });
  slot.keep();
}

std::optional<Slot> Listener::find_slot() {
  if (group_->try_enter(Kind::served)) {
    full_since_.reset();
    return Slot(*group_, Kind::served);
  }
  if (!somebody_waits()) {
    full_since_.reset();
    return std::nullopt;
  }
  group_->warn(group_->crowds,
               (group_->is_full() ? "max_connections reached" : "no descriptors to spare") +
                   std::string(": idle connections are closed for new ones, others get 503"));
  if (group_->give_way()) return std::nullopt;
  auto const now = std::chrono::steady_clock::now();
  if (!full_since_) full_since_ = now;
  bool const patient = now - *full_since_ < limits().place_timeout;
  if (patient || !group_->try_enter(Kind::turned_away)) return std::nullopt;
  return Slot(*group_, Kind::turned_away);
}

bool Listener::somebody_waits() {
  pollfd entry{acceptor_.native_handle(), POLLIN, 0};
  return ::poll(&entry, 1, 0) > 0;
}

void Listener::take(Tcp::socket socket, const Tcp::endpoint& peer, Slot slot) {
  if (aborted_) return;
  boost::system::error_code ignored;
  socket.set_option(Tcp::no_delay(true), ignored);
  auto connection = launch_(shared_from_this(), std::move(socket), text_of(peer));
  connection->place = slot.kind();
  if (slot.kind() == Kind::turned_away) {
    connection->turn_away();
  } else if (group_->clients().enter(connection->peer())) {
    connection->in_book = true;
  } else {
    ++counters().throttled;
    connection->turn_away();
  }
  seat(*connection);
  try {
    connection->start();
  } catch (...) {
    unseat(*connection);
    throw;
  }
  slot.keep();
}

void Listener::seat(ConnectionBase& connection) {
  busy_.push_front(&connection);
  connection.seat = busy_.begin();
}

void Listener::unseat(ConnectionBase& connection) {
  if (connection.in_book) group_->clients().leave(connection.peer());
  (connection.among_idle ? idle_ : busy_).erase(connection.seat);
  note_oldest();
}

void Listener::now_idle(ConnectionBase& connection) {
  idle_.splice(idle_.end(), busy_, connection.seat);
  connection.among_idle = true;
  note_oldest();
}

void Listener::now_busy(ConnectionBase& connection) {
  if (!std::exchange(connection.among_idle, false)) return;
  busy_.splice(busy_.begin(), idle_, connection.seat);
  note_oldest();
}

void Listener::note_oldest() {
  auto const oldest =
      idle_.empty() ? kNoneIdle : idle_.front()->idle_since().time_since_epoch().count();
  oldest_idle_.store(oldest, std::memory_order_relaxed);
}

void Listener::close_oldest_idle() {
  int looked = 0;
  for (auto* connection : idle_) {
    if (++looked > kLookAtMost) break;
    // No longer one that could be asked.
    if (connection->give_way()) return now_busy(*connection);
  }
  group_->room_made();
}

void Listener::fail(std::string_view why) {
  ++counters().accept_failures;
  if (!std::exchange(troubled_, true)) group_->troubled(true);
  group_->warn(group_->failures, "new connections are not accepted: " + std::string(why));
}

void Listener::recover() {
  if (std::exchange(troubled_, false)) group_->troubled(false);
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
  try {
    if (acceptor_.is_open()) take_waiting(false);
  } catch (const std::exception& error) {
    fail(error.what());
  }
  close_acceptor();
  for (auto* seats : {&busy_, &idle_}) {
    for (auto* connection : *seats) connection->drain();
  }
}

void Listener::abort() {
  draining_ = aborted_ = true;
  for (auto* seats : {&busy_, &idle_}) {
    for (auto* connection : *seats) connection->abort();
  }
  close_acceptor();
}

void Listener::give_up_after(std::chrono::milliseconds patience) {
  patience_.expires_after(patience);
  patience_.async_wait([self = shared_from_this()](const boost::system::error_code& failure) {
    if (!failure) self->group_->give_up();
  });
}

void Listener::finished(ConnectionBase& connection) {
  unseat(connection);
  --load_;
  group_->leave(connection.place);
}

}  // namespace uws::http
