#pragma once
// Threads for big messages: what takes milliseconds must not hold up the calls, health checks and
// webhooks that share its I/O thread.

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstddef>
#include <type_traits>

#include "bridge/ops/counters.h"

namespace uws::exchange {

// From so many bytes on, in or out, a message is big.
inline constexpr std::size_t kBigMessage = 64 * 1024;

struct WorkerCounters {
  ops::Rows rows;
  ops::Count jobs{rows, {"uws_worker_jobs_total", "Big messages read, translated or written"}};
  ops::Count refused{
      rows, {"uws_worker_refused_total", "Big requests answered 503: too many were waiting"}};
  ops::Count waiting{rows,
                     ops::gauge("uws_worker_jobs_waiting", "Jobs waiting for a worker or on one")};
};

class Workers {
 public:
  // `threads` 0 = one per core. No further big request should be begun while `most` jobs wait.
  Workers(unsigned threads, WorkerCounters& counters, std::size_t most = 256);
  // Ends the jobs under way; the others are never run, nor are those who wait for them resumed.
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  // Whether a big request must be refused; counts the refusal.
  bool full();
  // Calls job() on a worker, and resumes on the caller's executor; an exception comes along. What
  // the job refers to must live until then.
  template <class Job>
  boost::asio::awaitable<void> run(Job& job) {
    const Waiting waiting(counters_.waiting);
    ++counters_.jobs;
    co_await boost::asio::co_spawn(pool_, on_worker(job), boost::asio::use_awaitable);
  }

 private:
  struct Waiting {
    explicit Waiting(ops::Count& gauge) : count(gauge) { ++count; }
    ~Waiting() { --count; }
    Waiting(const Waiting&) = delete;
    Waiting& operator=(const Waiting&) = delete;
    ops::Count& count;
  };

  template <class Job>
  static boost::asio::awaitable<void> on_worker(Job& job) {
    give_way();
    job();
    co_return;
  }
  // Once a thread: the kernel prefers the I/O threads.
  static void give_way();

  WorkerCounters& counters_;
  const std::size_t most_;
  boost::asio::thread_pool pool_;
};

// Calls job(), on a worker when a message of `bytes` is big and there are workers, else here. GCC
// 12 destroys what stands in an awaited expression twice: a job holds references only.
template <class Job>
boost::asio::awaitable<void> do_apart(Workers* workers, std::size_t bytes, Job job) {
  static_assert(std::is_trivially_destructible_v<Job>);
  if (workers && bytes > kBigMessage) {
    co_await workers->run(job);
  } else {
    job();
  }
}

}  // namespace uws::exchange
