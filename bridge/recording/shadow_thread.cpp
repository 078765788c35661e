#include "bridge/recording/shadow_thread.h"

#include <boost/asio/co_spawn.hpp>
#include <utility>

#include "bridge/ops/thread_priority.h"

namespace uws::recording {
namespace {

// The work itself lives as long as the coroutine it makes.
boost::asio::awaitable<void> live(ShadowThread::Work work) {
  auto pending = work();
  co_await std::move(pending);
}

}  // namespace

ShadowThread::ShadowThread(ShadowCounts& counts)
    : counts_(counts), guard_(io_.get_executor()), thread_([this] {
        ops::prefer_others();
        io_.run();
      }) {}

void ShadowThread::run(const std::string& operation, Work work) {
  if (++under_way_ > kMostUnderWay) {
    --under_way_;
    counts_.count(operation, "dropped");
    return;
  }
  boost::asio::co_spawn(io_, live(std::move(work)),
                        [this, operation](const std::exception_ptr& failure) {
                          --under_way_;
                          if (failure) counts_.count(operation, "failed");
                        });
}

void ShadowThread::stop() {
  io_.stop();
  if (thread_.joinable()) thread_.join();
}

}  // namespace uws::recording
