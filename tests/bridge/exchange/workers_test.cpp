// Big messages have threads of their own.

#include "bridge/exchange/workers.h"

#include <doctest/doctest.h>

#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <future>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

namespace asio = boost::asio;
using namespace uws::exchange;

namespace {

constexpr std::size_t kBig = kBigMessage + 1;

}  // namespace

TEST_CASE("what is beside a big message goes on while it is at work") {
  WorkerCounters counters;
  Workers workers(1, counters);
  asio::io_context io;
  std::promise<void> gate;
  std::thread::id at_work, resumed;
  bool small = false, big = false;
  const auto begin_big = [&]() -> asio::awaitable<void> {
    co_await do_apart(&workers, kBig, [&] {
      at_work = std::this_thread::get_id();
      gate.get_future().wait();  // until the small ones have been served
    });
    resumed = std::this_thread::get_id();
    big = true;
  };
  const auto serve_small = [&]() -> asio::awaitable<void> {
    for (int i = 0; i < 100; ++i) {
      co_await do_apart(&workers, 100, [&] { small = !big; });
    }
    gate.set_value();
  };
  asio::co_spawn(io, begin_big(), asio::detached);
  asio::co_spawn(io, serve_small(), asio::detached);
  io.run();
  CHECK(small);
  CHECK(big);
  CHECK(at_work != std::this_thread::get_id());
  CHECK(resumed == std::this_thread::get_id());
  CHECK(counters.jobs == 1);
  CHECK(counters.waiting == 0);
}

TEST_CASE("an exception of a job comes to who waits for it") {
  WorkerCounters counters;
  Workers workers(1, counters);
  asio::io_context io;
  bool caught = false;
  const auto begin = [&]() -> asio::awaitable<void> {
    try {
      co_await do_apart(&workers, kBig, [] { throw std::runtime_error("on purpose"); });
    } catch (const std::runtime_error&) {
      caught = true;
    }
  };
  asio::co_spawn(io, begin(), asio::detached);
  io.run();
  CHECK(caught);
  CHECK(counters.waiting == 0);
}

TEST_CASE("no further big request is begun while as many wait as may") {
  constexpr std::size_t kMost = 3;
  WorkerCounters counters;
  Workers workers(1, counters, kMost);
  asio::io_context io;
  std::promise<void> gate;
  const auto opened = gate.get_future().share();
  const auto begin = [&]() -> asio::awaitable<void> {
    co_await do_apart(&workers, kBig, [&] { opened.wait(); });
  };
  CHECK_FALSE(workers.full());
  for (std::size_t i = 0; i < kMost; ++i) asio::co_spawn(io, begin(), asio::detached);
  io.poll();
  CHECK(counters.waiting == kMost);
  CHECK(workers.full());
  CHECK(counters.refused == 1);
  gate.set_value();
  io.run();
  CHECK_FALSE(workers.full());
}

TEST_CASE("workers that end leave nobody at work, and who waits is not resumed") {
  WorkerCounters counters;
  asio::io_context io;
  std::promise<void> gate;
  const auto opened = gate.get_future().share();
  int ended = 0;
  auto workers = std::make_unique<Workers>(1, counters);
  const auto begin = [&]() -> asio::awaitable<void> {
    co_await do_apart(workers.get(), kBig, [&] { opened.wait(); });
    ++ended;
  };
  for (int i = 0; i < 5; ++i) asio::co_spawn(io, begin(), asio::detached);
  io.poll();
  CHECK(counters.waiting == 5);
  std::thread opener([&] { gate.set_value(); });
  workers.reset();
  opener.join();
  CHECK(ended == 0);
}
