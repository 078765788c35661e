#include <boost/asio/executor_work_guard.hpp>

#include "bridge/http/server.h"

namespace uws::http {
namespace {

void run_one(asio::io_context& context) {
  auto const busy = asio::make_work_guard(context);
  context.run();
}

}  // namespace

Pool::Pool(unsigned threads) {
  for (unsigned i = 0; i < (threads == 0 ? 1 : threads); ++i) {
    contexts_.push_back(std::make_unique<asio::io_context>(1));
  }
}

Pool::~Pool() {
  stop();
  for (auto& thread : threads_) thread.join();
}

void Pool::run() {
  for (std::size_t i = 1; i < contexts_.size(); ++i) {
    threads_.emplace_back([this, i] { run_one(*contexts_[i]); });
  }
  run_one(*contexts_[0]);
  for (auto& thread : threads_) thread.join();
  threads_.clear();
}

void Pool::stop() {
  for (auto& context : contexts_) context->stop();
}

}  // namespace uws::http
