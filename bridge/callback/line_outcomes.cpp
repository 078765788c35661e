#include <algorithm>

#include "bridge/callback/line.h"

namespace uws::callback {
namespace {

using How = store::Finished::How;
using Outcome = ReceiverBook::Outcome;

store::Finished finished_as(const store::Queued& callback, How how, const std::string& why) {
  store::Finished finished{callback.id, callback.sends, callback.lease, how};
  finished.attempts = callback.attempts;
  finished.error = why;
  return finished;
}

}  // namespace

// The receiver has answered, whatever it said.
void Line::end_as(const store::Queued& callback, const Verdict& verdict, bool hopeless) {
  if (!hopeless) open();
  if (verdict.kind == Verdict::Kind::delivered) return delivered(callback);
  if (verdict.kind == Verdict::Kind::gone) return gone(callback, verdict);
  refused(callback, verdict, hopeless);
}

void Line::delivered(const store::Queued& callback) {
  ++room_.sender.counters.delivered;
  room_.book().count(receiver_, Outcome::delivered);
  delivered_since_open_ = true;
  // Only a store that cannot write needs it.
  follow_.emplace_back(callback.lane, callback.id);
  if (unwritten_.contains(callback.id)) exhausted_ = false;
  finished_.push_back(finished_as(callback, How::delivered, {}));
}

void Line::refused(const store::Queued& callback, const Verdict& verdict, bool hopeless) {
  if (!hopeless) room_.book().count(receiver_, Outcome::refused);
  const auto& settings = room_.sender.settings;
  auto finished = finished_as(callback, How::dead, verdict.why);
  const bool too_old = store::now_ms() - callback.received_at >= settings.give_up_after.count();
  const bool too_often = std::cmp_greater_equal(callback.attempts + 1, settings.message_attempts);
  if (hopeless || too_often) return dead(std::move(finished), callback);
  if (too_old) {
    ++room_.sender.counters.given_up;
    return dead(std::move(finished), callback);
  }
  retry(callback, verdict, true);
}

void Line::dead(store::Finished finished, const store::Queued& callback) {
  ++room_.sender.counters.dead;
  room_.sender.events.warn(describe(callback) + " is a dead letter: " + finished.error);
  finished.how = How::dead;
  finished_.push_back(std::move(finished));
}

void Line::retry(const store::Queued& callback, const Verdict& verdict, bool counts) {
  ++room_.sender.counters.retries;
  // Nothing of it is written down: it is as it was.
  if (!counts && unwritten_.erase(callback.id) > 0) {
    exhausted_ = false;
    return;
  }
  auto finished = finished_as(callback, How::retry, verdict.why);
  if (counts) {
    ++finished.attempts;
    const auto wait =
        retry_delay(room_.sender.settings.retry_schedule, finished.attempts, room_.chance());
    finished.next_due = store::now_ms() + wait.count();
    if (finished.attempts == 1) {
      room_.sender.events.warn(describe(callback) + " will be retried: " + verdict.why);
    }
  }
  finished_.push_back(std::move(finished));
}

// A message that finds the receiver down just after that has taken another may be the cause.
void Line::found_down(const store::Queued& callback, const Verdict& verdict, bool probe) {
  room_.book().count(receiver_, Outcome::failed);
  if (room_.stopping) return retry(callback, verdict, false);
  const bool begins = !std::exchange(down_, true);
  const bool suspect = begins && delivered_since_open_;
  if (begins) {
    failures_ = 0;
    delivered_since_open_ = false;
    down_since_ = store::now_ms();
    ++room_.sender.counters.receivers_down;
    room_.sender.events.warn("receiver " + receiver_ + " is down: " + verdict.why);
    put_back();
  }
  if (begins || probe) ++failures_;
  if ((begins || probe) && verdict.of_message) failed_probes_[callback.id] += suspect ? 2 : 1;
  if (begins || probe || verdict.retry_after) set_probe(verdict);
  const bool too_often =
      std::cmp_greater_equal(callback.attempts + 1, room_.sender.settings.message_attempts);
  if (suspect && too_often) return dead(finished_as(callback, How::dead, verdict.why), callback);
  retry(callback, verdict, suspect);
}

void Line::set_probe(const Verdict& verdict) {
  const auto wait = verdict.retry_after.value_or(
      retry_delay(room_.sender.settings.retry_schedule, failures_, room_.chance()));
  probe_at_ = Clock::now() + wait;
  room_.book().set_state(receiver_, ReceiverState::down, store::now_ms() + wait.count(),
                         verdict.why);
}

void Line::open() {
  if (!down_) return;
  const auto seconds = (store::now_ms() - down_since_) / 1'000;
  room_.sender.events.info("receiver " + receiver_ + " works again", {{"down_seconds", seconds}});
  forget_down();
}

void Line::forget_down() {
  if (!std::exchange(down_, false)) return;
  failed_probes_.clear();
  exhausted_ = false;
  down_since_ = 0;
  --room_.sender.counters.receivers_down;
  room_.book().set_state(receiver_, ReceiverState::open);
}

void Line::gone(const store::Queued& callback, const Verdict& verdict) {
  room_.book().count(receiver_, Outcome::refused);
  retry(callback, verdict, false);
  put_back();
  gone_.push_back(callback);
}

asio::awaitable<void> Line::disable(store::Queued callback) {
  const auto marked = co_await room_.outbox.mark_gone(callback.id);
  if (!marked) {
    ++room_.sender.counters.relay_store_failures;
  } else if (*marked) {
    ++room_.sender.counters.gone;
    room_.sender.events.warn(describe(callback) +
                             ": HTTP 410, the receiver is gone; its registration is disabled and "
                             "what waits for it is kept");
  }
}

}  // namespace uws::callback
