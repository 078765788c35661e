#include "bridge/callback/line.h"

#include <algorithm>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cmath>
#include <utility>

#include "bridge/http/keep_going.h"

namespace uws::callback {
namespace {

// Begun beyond what is being sent, at most.
constexpr double kMostAhead = 64;
constexpr double kSmoothing = 0.2;
constexpr int kProbesOfOne = 2;
// No wait of a line is longer; it looks again then.
constexpr std::chrono::hours kLongestWait{1};

double since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void smooth(double& value, double sample) { value += kSmoothing * (sample - value); }

}  // namespace

Line::Line(LineRoom& room, std::string receiver)
    : room_(room), receiver_(std::move(receiver)), timer_(room.io) {}

void Line::wake() {
  woken_ = true;
  timer_.cancel();
}

void Line::probe_now() {
  probe_at_ = Clock::now();
  wake();
}

void Line::cut() {
  for (auto& [id, flight] : flights_) flight->cut.emit(asio::cancellation_type::terminal);
}

// As many as end while the store is asked for more, so that no slot is ever empty for that.
std::size_t Line::ahead() const {
  const auto concurrency = room_.sender.settings.concurrency;
  if (concurrency == 1) return 0;
  const double ending = static_cast<double>(concurrency) * store_time_ / std::max(send_time_, 1e-4);
  return static_cast<std::size_t>(std::ceil(std::min(ending, kMostAhead)));
}

std::size_t Line::wanted(const Moment& now) const {
  if (room_.stopping || room_.paused.contains(receiver_)) return 0;
  const auto under_way = flights_.size() + begun_.size();
  if (down_) return under_way == 0 && now.steady >= probe_at_ ? 1 : 0;
  const bool due = next_due_ != 0 && now.wall >= next_due_;
  // What ended may have let another of its lane come forward.
  if (exhausted_ && !woken_ && !due && finished_.empty()) return 0;
  const auto room = room_.sender.settings.concurrency + ahead();
  // Few at a time would cost an exchange each.
  return begun_.size() * 2 > ahead() || under_way >= room ? 0 : room - under_way;
}

// Probes that have failed twice step back for others; when all have, they begin again.
void Line::ask_for_probe(store::Wanted& wanted) {
  constexpr std::size_t kMostBehind = 64;
  wanted.waiting_too = true;
  for (const auto& [id, times] : failed_probes_) {
    if (times >= kProbesOfOne) wanted.rather_not.insert(id);
  }
  if (wanted.rather_not.size() <= kMostBehind) return;
  failed_probes_.clear();
  wanted.rather_not.clear();
}

bool Line::has_work() const { return !flights_.empty() || !begun_.empty() || !finished_.empty(); }

// False: the store failed, and the line should wait before it asks again.
asio::awaitable<bool> Line::exchange(std::size_t limit) {
  const auto start = Clock::now();
  const auto& settings = room_.sender.settings;
  woken_ = false;
  const bool probing = down_;
  store::Wanted wanted{receiver_, store::now_ms(), limit};
  wanted.strict = settings.concurrency == 1;
  if (probing) ask_for_probe(wanted);
  wanted.seen_before = wanted.now - settings.duplicate_window.count();
  auto telling = std::exchange(finished_, {});
  auto begun = co_await room_.outbox.next(std::move(wanted), telling);
  if (!begun) {
    ++room_.sender.counters.relay_store_failures;
    finished_.insert(finished_.begin(), telling.begin(), telling.end());
    co_return false;
  }
  for (const auto& one : telling) {
    unwritten_.erase(one.id);
    std::erase_if(follow_, [&](const auto& lane_and_id) { return lane_and_id.second == one.id; });
  }
  next_due_ = begun->next_due;
  exhausted_ = limit > 0 && begun->callbacks.size() < limit;
  // Whatever it was down for has gone elsewhere.
  if (probing && down_ && limit > 0 && begun->callbacks.empty()) forget_down();
  take(std::move(begun->callbacks));
  // It has failed meanwhile.
  if (down_ && !probing) put_back();
  smooth(store_time_, since(start));
  co_return true;
}

void Line::take(std::vector<store::Queued> callbacks) {
  for (auto& callback : callbacks) {
    const auto flight = flights_.find(callback.id);
    // It was taken while the store could not write, and its lease is written down only now.
    unwritten_.erase(callback.id);
    if (flight != flights_.end()) {
      flight->second->callback.lease = callback.lease;
      continue;
    }
    const auto waiting = std::ranges::find(begun_, callback.id, &store::Queued::id);
    const auto over = std::ranges::find(finished_, callback.id, &store::Finished::id);
    if (waiting != begun_.end()) {
      waiting->lease = callback.lease;
    } else if (over != finished_.end()) {
      over->lease = callback.lease;
    } else {
      begun_.push_back(std::move(callback));
    }
  }
}

// What ended without an acknowledgement, and could not be told, is being sent as far as the store
// knows: no look at what is ready finds it.
asio::awaitable<void> Line::take_untold(std::size_t limit) {
  using How = store::Finished::How;
  std::vector<long long> ids;
  for (const auto& one : finished_) {
    const bool again = one.how == How::retry || one.how == How::unsent;
    if (again && one.next_due <= store::now_ms() && ids.size() < limit) ids.push_back(one.id);
  }
  for (const auto id : ids) {
    auto callback = co_await room_.outbox.peek_at(id);
    if (!callback || !callback->has_value()) continue;
    std::erase_if(finished_, [&](const store::Finished& one) { return one.id == id; });
    begun_.push_back(std::move(**callback));
  }
}

asio::awaitable<void> Line::exchange_without_writing(std::size_t limit) {
  const auto before = begun_.size();
  co_await take_untold(limit);
  limit -= std::min(limit, begun_.size() - before);
  std::vector<store::Queued> found;
  while (!follow_.empty() && found.size() < limit) {
    const auto [lane, id] = follow_.front();
    follow_.pop_front();
    auto next = co_await room_.outbox.peek_behind(lane, id);
    if (next && next->has_value()) found.push_back(std::move(**next));
  }
  if (found.size() < limit) {
    store::Wanted wanted{receiver_, store::now_ms(), limit + unwritten_.size()};
    wanted.strict = room_.sender.settings.concurrency == 1;
    if (down_) ask_for_probe(wanted);
    wanted.rather_not.insert(unwritten_.begin(), unwritten_.end());
    auto heads = co_await room_.outbox.peek(std::move(wanted));
    if (heads) std::ranges::move(*heads, std::back_inserter(found));
  }
  for (auto& callback : found) {
    if (limit == 0) break;
    if (!unwritten_.insert(callback.id).second) continue;
    --limit;
    begun_.push_back(std::move(callback));
  }
  exhausted_ = begun_.size() == before;
}

void Line::start_sends() {
  const auto most = down_ ? 1 : room_.sender.settings.concurrency;
  if (room_.paused.contains(receiver_)) put_back();
  while (!begun_.empty() && flights_.size() < most) {
    auto callback = std::move(begun_.front());
    begun_.pop_front();
    send(std::move(callback));
  }
}

void Line::send(store::Queued callback) {
  const auto id = callback.id;
  auto flight = std::make_shared<Flight>();
  flight->callback = callback;
  flight->callback.body.clear();
  flight->begun = Clock::now();
  flight->probe = down_;
  auto ended = [self = shared_from_this(), id](const std::exception_ptr& failure, Sent sent) {
    if (failure) {
      sent.verdict = {Verdict::Kind::refused, "the send failed"};
      ++self->room_.sender.counters.relay_restarts;
      const auto tell = [&](std::string_view what) {
        self->room_.sender.events.warn("relay: a send failed: " + std::string(what));
      };
      try {
        std::rethrow_exception(failure);
      } catch (...) {
        http::tell_failure(tell);
      }
    }
    self->ended(id, sent);
  };
  flights_.emplace(id, flight);
  try {
    auto delivery = deliver(room_.sender, std::move(callback));
    asio::co_spawn(room_.io, std::move(delivery),
                   asio::bind_cancellation_slot(flight->cut.slot(), std::move(ended)));
  } catch (...) {
    flights_.erase(id);
    begun_.push_front(std::move(flight->callback));
    put_back();
    throw;
  }
}

void Line::ended(long long id, const Sent& sent) {
  const auto flight = std::move(flights_.extract(id).mapped());
  smooth(send_time_, since(flight->begun));
  if (sent.verdict.kind == Verdict::Kind::down) {
    found_down(flight->callback, sent.verdict, flight->probe);
  } else {
    end_as(flight->callback, sent.verdict, sent.hopeless);
  }
  timer_.cancel();
}

// What was begun and not sent is as it was before.
void Line::put_back() {
  for (const auto& callback : std::exchange(begun_, {})) {
    if (unwritten_.erase(callback.id) > 0) continue;
    store::Finished unsent{callback.id, callback.sends, callback.lease,
                           store::Finished::How::unsent};
    finished_.push_back(std::move(unsent));
  }
  exhausted_ = false;
}

Line::Clock::time_point Line::next_event(const Moment& now) const {
  Clock::time_point when = now.steady + kLongestWait;
  // What was past then waits for something else, whose end wakes the line.
  const auto consider = [&](Clock::time_point event) {
    if (event > now.steady) when = std::min(when, event);
  };
  consider(write_again_);
  if (down_) consider(probe_at_);
  if (!down_ && next_due_ != 0) {
    consider(now.steady + std::chrono::milliseconds(next_due_ - now.wall));
  }
  return when;
}

// Returns early when the timer is cancelled.
asio::awaitable<void> Line::wait_until(Clock::time_point when) {
  timer_.expires_at(when);
  boost::system::error_code ignored;
  co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
}

asio::awaitable<void> Line::serve(std::shared_ptr<Line> self) {
  auto& line = *self;
  const auto retry = line.room_.sender.settings.store_retry;
  for (;;) {
    if (line.room_.stopping) line.put_back();
    for (auto& callback : std::exchange(line.gone_, {})) {
      co_await line.disable(std::move(callback));
    }
    line.start_sends();
    // One moment for all that follows: what is not due yet must not be past when the wait is
    // chosen.
    const Moment now{Clock::now(), store::now_ms()};
    const auto limit = line.wanted(now);
    const bool can_write = now.steady >= line.write_again_;
    if (can_write && (limit > 0 || !line.finished_.empty())) {
      if (co_await line.exchange(limit)) continue;
      if (line.room_.stopping && line.flights_.empty()) co_return;
      line.write_again_ = Clock::now() + retry;
      continue;
    }
    if (!can_write && limit > 0) {
      co_await line.exchange_without_writing(limit);
      if (!line.begun_.empty()) continue;
    }
    if (line.room_.stopping && !line.has_work()) co_return;
    const bool waits = line.next_due_ != 0 || line.down_ || !can_write;
    if (!line.woken_ && !line.has_work() && !waits) co_return;
    if (line.woken_ && can_write && limit == 0 && !line.has_work()) line.woken_ = false;
    co_await line.wait_until(line.next_event(now));
  }
}

}  // namespace uws::callback
