#include "bench/machine_watch.h"

#include <pthread.h>
#include <sched.h>

#include <algorithm>
#include <stop_token>
#include <thread>

namespace uws::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kStep{1};
constexpr std::chrono::milliseconds kLate{2};

bool become_real_time(unsigned processor) {
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(processor, &one);
  sched_param first{};
  first.sched_priority = sched_get_priority_min(SCHED_FIFO);
  return pthread_setaffinity_np(pthread_self(), sizeof one, &one) == 0 &&
         pthread_setschedparam(pthread_self(), SCHED_FIFO, &first) == 0;
}

}  // namespace

class MachineWatch::Processor {
 public:
  explicit Processor(unsigned number)
      : thread_([this, number](const std::stop_token& enough) {
          if (become_real_time(number)) watch(enough);
        }) {}

  std::vector<Span> stop() {
    thread_.request_stop();
    thread_.join();
    return std::move(stops_);
  }

 private:
  void watch(const std::stop_token& enough) {
    auto due = Clock::now() + kStep;
    while (!enough.stop_requested()) {
      std::this_thread::sleep_until(due);
      const auto now = Clock::now();
      if (now - due >= kLate) stops_.push_back({due, now});
      due = now + kStep;
    }
  }

  std::vector<Span> stops_;
  std::jthread thread_;  // the last: it uses the others
};

MachineWatch::MachineWatch() {
  for (unsigned i = 0; i < std::thread::hardware_concurrency(); ++i)
    processors_.push_back(std::make_unique<Processor>(i));
}

MachineWatch::~MachineWatch() = default;

std::vector<Span> MachineWatch::stop() {
  std::vector<Span> all;
  for (const auto& processor : processors_) {
    const auto stops = processor->stop();
    all.insert(all.end(), stops.begin(), stops.end());
  }
  processors_.clear();
  return all;
}

bool stood_still(const std::vector<Span>& stops, const Span& span) {
  return std::any_of(stops.begin(), stops.end(), [&](const Span& stop) {
    return stop.begin < span.end && span.begin < stop.end;
  });
}

}  // namespace uws::bench
