#include "bridge/recording/shadow_thread.h"

#include <doctest/doctest.h>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <stdexcept>

using namespace uws;
namespace asio = boost::asio;
using recording::ShadowThread;

namespace {

double count_of(const recording::ShadowCounts& counts, const std::string& name) {
  const auto reading = counts.counts();
  const auto found = reading.find(name);
  return found == reading.end() ? 0 : found->second;
}

bool eventually(const std::function<bool()>& holds) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::minutes(1);
  while (!holds()) {
    if (std::chrono::steady_clock::now() > until) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return true;
}

}  // namespace

TEST_CASE("comparisons that end in exceptions take nobody's place") {
  constexpr int kWorks = 500;
  recording::ShadowCounts counts;
  ShadowThread thread(counts);
  const auto fail = []() -> asio::awaitable<void> {
    throw std::runtime_error("planted");
    co_return;
  };
  for (int i = 0; i < kWorks; ++i) {
    thread.run("op", fail);
    REQUIRE(eventually([&] { return count_of(counts, "op,failed") == i + 1; }));
  }
  CHECK(count_of(counts, "op,dropped") == 0);
}

TEST_CASE("what is beyond the bound is dropped, and a stop waits for nothing") {
  recording::ShadowCounts counts;
  ShadowThread thread(counts);
  std::atomic<std::size_t> begun{0};
  const auto hang = [&]() -> asio::awaitable<void> {
    ++begun;
    asio::steady_timer timer(thread.io(), std::chrono::hours(1));
    co_await timer.async_wait(asio::use_awaitable);
  };
  for (std::size_t i = 0; i < ShadowThread::kMostUnderWay + 10; ++i) thread.run("op", hang);
  CHECK(eventually([&] { return begun == ShadowThread::kMostUnderWay; }));
  CHECK(count_of(counts, "op,dropped") == 10);
  thread.stop();
  CHECK(begun == ShadowThread::kMostUnderWay);
}
