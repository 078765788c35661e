#include "bridge/http/connection_base.h"

#include <algorithm>
#include <utility>

namespace uws::http {
namespace {

// For the first request of a connection found open when the drain begins.
constexpr std::chrono::milliseconds kFirstRequestGrace{1'000};
// A cancel that came between two operations hits nothing, so it is repeated.
constexpr std::chrono::milliseconds kRepeatCancel{20};

}  // namespace

ConnectionBase::ConnectionBase(std::shared_ptr<Listener> listener,
                               const asio::any_io_executor& executor, std::string peer)
    : listener_(std::move(listener)), timer_(executor), peer_(std::move(peer)) {}

void ConnectionBase::drain() {
  if (!idle_) return;
  auto const grace = served_ == 0 ? kFirstRequestGrace : std::chrono::milliseconds(0);
  deadline_ = std::min(deadline_, Clock::now() + grace);
  watch();
}

void ConnectionBase::abort() {
  boost::system::error_code ignored;
  socket().close(ignored);
}

void ConnectionBase::set_deadline(std::chrono::milliseconds delay) {
  deadline_ = Clock::now() + delay;
  watch();
}

void ConnectionBase::enter_idle() {
  idle_ = true;
  set_deadline(listener_->limits().idle_timeout);
  if (listener_->draining()) drain();
}

bool ConnectionBase::has_unread_input() {
  boost::system::error_code failure;
  return socket().available(failure) > 0 && !failure;
}

void ConnectionBase::reset() {
  boost::system::error_code ignored;
  socket().set_option(asio::socket_base::linger(true, 0), ignored);
  socket().close(ignored);
}

void ConnectionBase::count_request() {
  ++served_;
  ++listener_->counters().requests;
}

void ConnectionBase::over() {
  if (std::exchange(over_, true)) return;
  abort();
  clear_deadline();
  timer_.cancel();
  listener_->finished(*this);
}

// The timer is only moved when it would fire too late: most deadlines never touch it.
void ConnectionBase::watch() {
  if (timer_at_ <= deadline_) return;
  timer_at_ = deadline_;
  timer_.expires_at(timer_at_);
  timer_.async_wait([self = shared_from_this()](const boost::system::error_code& failure) {
    if (!failure) self->on_timer();
  });
}

void ConnectionBase::on_timer() {
  timer_at_ = Clock::time_point::max();
  if (over_ || deadline_ == Clock::time_point::max()) return;
  if (!expired()) return watch();
  boost::system::error_code ignored;
  socket().cancel(ignored);
  timer_at_ = Clock::now() + kRepeatCancel;
  timer_.expires_at(timer_at_);
  timer_.async_wait([self = shared_from_this()](const boost::system::error_code& failure) {
    if (!failure) self->on_timer();
  });
}

}  // namespace uws::http
