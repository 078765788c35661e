#pragma once
// The line of callbacks to one receiver: what is begun, what is on its way, and when to try again.
//
// Open: up to RelaySettings::concurrency sends at once, each of another lane. A receiver that fails
// is down: nothing is sent but one probe on the schedule, the oldest callback that is not waiting
// for itself, and another when that one has failed twice and may be the cause; the first answer
// opens it again. A callback that the receiver refuses waits on the schedule alone, and its lane
// behind it. So does one that finds the receiver down when it has just taken others: a message that
// makes its receiver fail must not close it for all.
//
// When the store cannot write, what is acknowledged is delivered all the same, without its
// beginning written down; how it ended is recorded when the store writes again.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <deque>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "bridge/callback/delivery.h"

namespace uws::callback {

namespace asio = boost::asio;

// What all lines of a relay share; all on one io_context.
struct LineRoom {
  asio::io_context& io;
  store::Outbox& outbox;
  Sender sender;
  std::minstd_rand random{std::random_device{}()};
  // Receivers that an operator holds: nothing is begun for them.
  std::set<std::string> paused = {};
  bool stopping = false;

  ReceiverBook& book() { return sender.counters.receivers; }
  double chance() { return std::uniform_real_distribution<>(0.0, 1.0)(random); }
};

class Line : public std::enable_shared_from_this<Line> {
 public:
  Line(LineRoom& room, std::string receiver);

  // Serves the receiver until nothing is left to do, or LineRoom::stopping; then everything that
  // ended is recorded, as far as the store takes it.
  static asio::awaitable<void> serve(std::shared_ptr<Line> self);

  // Something was queued, or the room is stopping.
  void wake();
  // Asks a receiver that is down at once.
  void probe_now();
  // Ends what is under way.
  void cut();

  const std::string& receiver() const { return receiver_; }
  bool woken() const { return woken_; }
  bool down() const { return down_; }
  // Since when; 0 = it is not.
  store::Millis down_since() const { return down_since_; }
  asio::steady_timer& timer() { return timer_; }

 private:
  using Clock = std::chrono::steady_clock;
  // One look at both clocks.
  struct Moment {
    Clock::time_point steady;
    store::Millis wall;
  };
  struct Flight {
    store::Queued callback;  // without its body
    Clock::time_point begun;
    asio::cancellation_signal cut;
    bool probe = false;
  };

  std::size_t wanted(const Moment& now) const;
  void ask_for_probe(store::Wanted& wanted);
  asio::awaitable<bool> exchange(std::size_t limit);
  asio::awaitable<void> take_untold(std::size_t limit);
  asio::awaitable<void> exchange_without_writing(std::size_t limit);
  void take(std::vector<store::Queued> callbacks);
  void start_sends();
  void send(store::Queued callback);
  void ended(long long id, const Sent& sent);
  void end_as(const store::Queued& callback, const Verdict& verdict, bool hopeless);
  void delivered(const store::Queued& callback);
  void refused(const store::Queued& callback, const Verdict& verdict, bool hopeless);
  void found_down(const store::Queued& callback, const Verdict& verdict, bool probe);
  void gone(const store::Queued& callback, const Verdict& verdict);
  void dead(store::Finished finished, const store::Queued& callback);
  void retry(const store::Queued& callback, const Verdict& verdict, bool counts);
  void open();
  void forget_down();
  asio::awaitable<void> disable(store::Queued callback);
  void set_probe(const Verdict& verdict);
  void put_back();
  bool has_work() const;
  Clock::time_point next_event(const Moment& now) const;
  asio::awaitable<void> wait_until(Clock::time_point when);
  std::size_t ahead() const;

  LineRoom& room_;
  const std::string receiver_;
  asio::steady_timer timer_;
  bool woken_ = true;
  // The store had nothing more to begin, the last time it was asked.
  bool exhausted_ = false;
  store::Millis next_due_ = 0;

  std::deque<store::Queued> begun_;
  std::map<long long, std::shared_ptr<Flight>> flights_;
  std::vector<store::Finished> finished_;
  std::vector<store::Queued> gone_;

  bool down_ = false, delivered_since_open_ = false;
  store::Millis down_since_ = 0;
  int failures_ = 0;
  // What has failed as a probe since the receiver went down, and how often: it may be the cause.
  std::map<long long, int> failed_probes_;
  Clock::time_point probe_at_{};
  // Smoothed: seconds of one send, and of one exchange with the store.
  double send_time_ = 0.005, store_time_ = 0.005;

  // While the store cannot write: when to try again, what was taken all the same, and what was
  // delivered of it, whose lanes go on.
  Clock::time_point write_again_{};
  std::set<long long> unwritten_;
  std::deque<std::pair<long long, long long>> follow_;
};

}  // namespace uws::callback
