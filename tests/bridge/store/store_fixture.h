#pragma once
// Opening a store, and waiting for one awaitable.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <future>
#include <stdexcept>
#include <string>

#include "bridge/store/store.h"
#include "tests/support/temp_dir.h"

namespace uws::test {

// Runs `io` until `work` is done; its result or exception.
template <class T>
T wait_for(boost::asio::io_context& io, boost::asio::awaitable<T> work) {
  auto future = boost::asio::co_spawn(io, std::move(work), boost::asio::use_future);
  io.restart();
  while (future.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
    if (io.run_one() == 0) break;
  }
  return future.get();
}

inline store::Settings settings_for(const std::string& path) {
  store::Settings settings;
  settings.url = "sqlite:" + path;
  return settings;
}

inline std::unique_ptr<store::Store> open_store(const std::string& path,
                                                const store::RoomSettings& room = {}) {
  auto settings = settings_for(path);
  settings.room = room;
  auto opened = store::Store::open(settings);
  if (!opened) throw std::runtime_error(opened.error().message);
  return std::move(*opened);
}

}  // namespace uws::test
