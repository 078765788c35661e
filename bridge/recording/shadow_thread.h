#pragma once
// Where a shadow works: a thread of its own, so that nobody who serves a client ever waits for it;
// the kernel prefers those who do.

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <functional>
#include <string>
#include <thread>

#include "bridge/recording/shadow_counts.h"

namespace uws::recording {

class ShadowThread {
 public:
  // Comparisons under way at once; more are dropped, and counted so.
  static constexpr std::size_t kMostUnderWay = 64;

  // `counts` must outlive it.
  explicit ShadowThread(ShadowCounts& counts);
  ~ShadowThread() { stop(); }
  ShadowThread(const ShadowThread&) = delete;
  ShadowThread& operator=(const ShadowThread&) = delete;

  using Work = std::function<boost::asio::awaitable<void>()>;
  // Any thread, returns at once. `work` begins on the thread; an exception out of it is counted as
  // `failed` of the operation.
  void run(const std::string& operation, Work work);

  // Gives up what is under way; nothing runs any more when it returns.
  void stop();

  boost::asio::io_context& io() { return io_; }

 private:
  ShadowCounts& counts_;
  std::atomic<std::size_t> under_way_{0};
  boost::asio::io_context io_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> guard_;
  std::thread thread_;
};

}  // namespace uws::recording
