#include "bridge/http/connection_base.h"

#include <linux/sockios.h>
#include <sys/ioctl.h>

#include <algorithm>
#include <utility>

namespace uws::http {
namespace {

// For the first request of a connection found open when the drain begins.
constexpr std::chrono::milliseconds kFirstRequestGrace{1'000};
// A cancel that came between two operations hits nothing, so it is repeated.
constexpr std::chrono::milliseconds kRepeatCancel{20};
// Looks at a peer's progress within body_timeout.
constexpr int kLooks = 4;

// What has been written and the peer's side has not acknowledged: it shrinks with what the peer
// reads, while the kernel asks for more only when a third of its buffer is free. -1 = unknown.
int unacknowledged(int descriptor) {
  int bytes = 0;
  return ::ioctl(descriptor, SIOCOUTQ, &bytes) == 0 ? bytes : -1;
}

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
  writing_ = false;
  deadline_ = Clock::now() + delay;
  watch();
}

void ConnectionBase::clear_deadline() {
  writing_ = false;
  deadline_ = Clock::time_point::max();
}

void ConnectionBase::set_write_deadline() {
  set_deadline(listener_->limits().body_timeout / kLooks);
  writing_ = true;
  progress_ = Clock::now();
  queued_ = -1;
}

bool ConnectionBase::put_off() {
  if (!writing_) return false;
  auto const now = Clock::now();
  auto const queued = unacknowledged(socket().native_handle());
  if (queued != queued_) progress_ = now;
  queued_ = queued;
  auto const patience = listener_->limits().body_timeout;
  if (queued < 0 || now - progress_ >= patience) return false;
  deadline_ = now + patience / kLooks;
  return true;
}

bool ConnectionBase::give_way() {
  if (has_unread_input()) return false;
  giving_way_ = true;
  set_deadline(std::chrono::milliseconds(0));
  return true;
}

void ConnectionBase::enter_idle(std::chrono::milliseconds patience) {
  idle_ = true;
  idle_since_ = Clock::now();
  listener_->now_idle(*this);
  set_deadline(patience);
  if (listener_->draining()) drain();
}

void ConnectionBase::leave_idle() {
  idle_ = false;
  if (std::exchange(giving_way_, false)) listener_->group().room_made();
  listener_->now_busy(*this);
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

bool ConnectionBase::may_ask() {
  if (listener_->group().clients().may_ask(peer_)) return true;
  ++listener_->counters().throttled;
  return false;
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
  if (giving_way_) {
    ++listener_->counters().gave_way;
    listener_->group().room_made();
  }
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
  if (!expired() || put_off()) return watch();
  boost::system::error_code ignored;
  socket().cancel(ignored);
  timer_at_ = Clock::now() + kRepeatCancel;
  timer_.expires_at(timer_at_);
  timer_.async_wait([self = shared_from_this()](const boost::system::error_code& failure) {
    if (!failure) self->on_timer();
  });
}

}  // namespace uws::http
