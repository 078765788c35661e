#include "bench/load.h"

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <utility>

#include "bench/http_text.h"
#include "bench/process_stats.h"
#include "bench/sockets.h"

namespace uws::bench {
namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr std::chrono::seconds kPatience{60};
constexpr std::size_t kMostErrors = 1'000;

int status_of(std::string_view head) {
  constexpr std::size_t kPlace = 9;  // after "HTTP/1.1 "
  int status = 0;
  const auto digits = head.substr(std::min(kPlace, head.size()), 3);
  std::from_chars(digits.data(), digits.data() + digits.size(), status);
  return status;
}

struct Peer {
  Socket socket;
  std::string_view request;
  std::size_t sent = 0;
  std::string received;
  Clock::time_point begun;
  bool busy = false, writing = false;
};

class Load {
 public:
  explicit Load(const Plan& plan) : plan_(plan), peers_(plan.connections) {
    for (std::size_t i = 0; i < peers_.size(); ++i) open(i);
  }

  Outcome run() {
    begin(0);
    settle();
    if (outcome_.errors > 0) throw std::runtime_error(outcome_.first_error);
    drive(plan_.warmup_seconds, peers_.size());
    if (outcome_.errors > 0) throw std::runtime_error(outcome_.first_error);
    const auto before = std::exchange(outcome_, {}).calls;
    if (plan_.pid != 0) forget_peak(plan_.pid);
    const double cpu = plan_.pid != 0 ? cpu_seconds(plan_.pid) : 0;
    const auto start = Clock::now();
    drive(plan_.seconds, std::max(plan_.least_calls, peers_.size()));
    outcome_.seconds = Seconds(Clock::now() - start).count();
    outcome_.all_calls = before + outcome_.calls;
    if (plan_.pid != 0) {
      const double used = cpu_seconds(plan_.pid) - cpu;
      outcome_.cores = used / outcome_.seconds;
      outcome_.cpu_us_per_call =
          used * 1e6 / static_cast<double>(std::max<std::size_t>(outcome_.calls, 1));
      outcome_.rss_kb = rss_kb(plan_.pid);
      outcome_.peak_rss_kb = peak_rss_kb(plan_.pid);
    }
    std::sort(outcome_.latencies.begin(), outcome_.latencies.end());
    return std::move(outcome_);
  }

 private:
  void open(std::size_t index) {
    peers_[index] = Peer{connect_to_loopback(plan_.port), {}, 0, {}, {}, false, false};
    poll_.add(peers_[index].socket, false, index);
  }

  // Keeps every connection busy (or keeps to the rate) until time and calls are reached, then waits
  // for what is under way.
  void drive(double seconds, std::size_t calls) {
    const auto start = Clock::now();
    const auto end = start + std::chrono::duration_cast<Clock::duration>(Seconds(seconds));
    const auto before = outcome_.calls;
    const auto enough = [&] {
      return (Clock::now() >= end && outcome_.calls - before >= calls) ||
             outcome_.errors > kMostErrors;
    };
    if (plan_.rate > 0) {
      keep_to_rate(start, enough);
    } else {
      again_ = [&enough] { return !enough(); };
      for (std::size_t i = 0; i < peers_.size(); ++i) begin(i);
    }
    settle();
    again_ = nullptr;
  }

  template <class Enough>
  void keep_to_rate(Clock::time_point start, const Enough& enough) {
    std::size_t begun = 0;
    while (!enough()) {
      const auto due = static_cast<std::size_t>(Seconds(Clock::now() - start).count() * plan_.rate);
      for (std::size_t i = 0; i < peers_.size() && begun < due; ++i) {
        if (peers_[i].busy) continue;
        begin(i);
        ++begun;
      }
      wait(1);
    }
  }

  void settle() {
    auto progress = Clock::now();
    auto calls = outcome_.calls;
    while (busy_ > 0) {
      wait(1'000);
      if (outcome_.calls != calls) {
        calls = outcome_.calls;
        progress = Clock::now();
      } else if (Clock::now() - progress > kPatience) {
        throw std::runtime_error("no answer for a minute");
      }
    }
  }

  void wait(int milliseconds) {
    poll_.wait(milliseconds, [this](std::uint64_t tag, bool readable, bool writable) {
      const auto index = static_cast<std::size_t>(tag);
      auto& peer = peers_[index];
      if (writable && peer.writing) push(index);
      if (readable) pull(index);
    });
  }

  void begin(std::size_t index) {
    auto& peer = peers_[index];
    peer.request = plan_.request(index);
    peer.sent = 0;
    peer.received.clear();
    peer.begun = Clock::now();
    peer.busy = true;
    ++busy_;
    push(index);
  }

  void push(std::size_t index) {
    auto& peer = peers_[index];
    if (!send_some(peer.socket, peer.request, peer.sent)) return lost(index);
    const bool unsent = peer.sent < peer.request.size();
    if (unsent != peer.writing) poll_.change(peer.socket, peer.writing = unsent, index);
  }

  void pull(std::size_t index) {
    auto& peer = peers_[index];
    if (!receive_some(peer.socket, peer.received)) return lost(index);
    const auto size = message_size(peer.received);
    if (!size || peer.received.size() < size->whole()) return;
    const auto now = Clock::now();
    const std::chrono::duration<float, std::micro> took = now - peer.begun;
    outcome_.latencies.push_back(took.count());
    if (plan_.slow_ms > 0 && took >= std::chrono::duration<double, std::milli>(plan_.slow_ms))
      outcome_.slow.push_back({peer.begun, now});
    ++outcome_.calls;
    check(std::string_view(peer.received).substr(0, size->head),
          std::string_view(peer.received).substr(size->head));
    finished(index);
  }

  void check(std::string_view head, std::string_view body) {
    const int status = status_of(head);
    if (right_status_ == 0) {
      const auto wrong = plan_.judge(status, body);
      if (!wrong.empty()) return error(wrong);
      right_status_ = status;
      right_body_ = body;
    } else if (status != right_status_ || body != right_body_) {
      error("an answer differs from the first: status " + std::to_string(status) + ", " +
            std::to_string(body.size()) + " bytes");
    }
  }

  void lost(std::size_t index) {
    if (!peers_[index].busy) throw std::runtime_error("the server closes connections at rest");
    error("a connection was closed before the answer");
    ++outcome_.calls;
    const auto busy = peers_[index].busy;
    open(index);
    peers_[index].busy = busy;
    finished(index);
  }

  void finished(std::size_t index) {
    peers_[index].busy = false;
    --busy_;
    if (again_ && again_()) begin(index);
  }

  void error(std::string what) {
    if (outcome_.errors++ == 0) outcome_.first_error = std::move(what);
  }

  const Plan& plan_;
  Poll poll_;
  std::vector<Peer> peers_;
  std::size_t busy_ = 0;
  std::function<bool()> again_;
  int right_status_ = 0;
  std::string right_body_;
  Outcome outcome_;
};

}  // namespace

double Outcome::percentile(double part) const {
  if (latencies.empty()) return 0;
  const auto last = static_cast<double>(latencies.size() - 1);
  return static_cast<double>(latencies[static_cast<std::size_t>(last * part)]) / 1e3;
}

Outcome run_load(const Plan& plan) { return Load(plan).run(); }

}  // namespace uws::bench
