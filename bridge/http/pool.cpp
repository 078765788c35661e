#include <algorithm>
#include <boost/asio/executor_work_guard.hpp>

#include "bridge/http/keep_going.h"
#include "bridge/http/server.h"

namespace uws::http {
namespace {

// A handler that throws is over, its thread goes on with the next.
void run_one(asio::io_context& context, const Pool::Failed& failed) {
  auto const busy = asio::make_work_guard(context);
  for (;;) {
    try {
      context.run();
      return;
    } catch (...) {
      tell_failure(failed);
    }
  }
}

}  // namespace

Pool::Pool(unsigned threads) {
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  for (unsigned i = 0; i < threads; ++i) {
    contexts_.push_back(std::make_unique<asio::io_context>(1));
  }
}

Pool::~Pool() {
  stop();
  for (auto& thread : threads_) thread.join();
  kept_.clear();
}

void Pool::run(const Failed& failed) {
  for (std::size_t i = 1; i < contexts_.size(); ++i) {
    threads_.emplace_back([this, i, &failed] { run_one(*contexts_[i], failed); });
  }
  run_one(*contexts_[0], failed);
  for (auto& thread : threads_) thread.join();
  threads_.clear();
  kept_.clear();
}

void Pool::stop() {
  for (auto& context : contexts_) context->stop();
}

}  // namespace uws::http
