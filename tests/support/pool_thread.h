#pragma once
// A pool of one thread that serves while a test does something else.

#include <thread>

#include "bridge/http/server.h"

namespace uws::test {

class PoolThread {
 public:
  // Runs `pool` until it goes itself.
  explicit PoolThread(http::Pool& pool) : pool_(pool), thread_([&pool] { pool.run(); }) {}
  ~PoolThread() {
    pool_.stop();
    thread_.join();
  }
  PoolThread(const PoolThread&) = delete;
  PoolThread& operator=(const PoolThread&) = delete;

 private:
  http::Pool& pool_;
  std::thread thread_;
};

}  // namespace uws::test
