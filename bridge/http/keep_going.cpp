#include "bridge/http/keep_going.h"

#include <exception>
#include <thread>
#include <utility>

#include "bridge/http/await.h"

namespace uws::http {
namespace {

namespace asio = boost::asio;

// Holds up the whole thread, when there is no memory for a timer either.
constexpr std::chrono::milliseconds kLastResort{10};

void tell(const std::function<void(std::string_view)>& failed, std::string_view what) noexcept {
  try {
    if (failed) failed(what);
  } catch (...) {
  }
}

}  // namespace

void tell_failure(const std::function<void(std::string_view)>& failed) noexcept {
  try {
    throw;
  } catch (const std::exception& error) {
    tell(failed, error.what());
  } catch (...) {
    tell(failed, "not a std::exception");
  }
}

asio::awaitable<void> keep_going(asio::steady_timer& pause, std::chrono::milliseconds wait,
                                 std::function<asio::awaitable<void>()> life,
                                 std::function<void(std::string_view)> failed) {
  for (;;) {
    try {
      asio::awaitable<void> lived = life();
      co_await std::move(lived);
      co_return;
    } catch (...) {
      tell_failure(failed);
    }
    try {
      pause.expires_after(wait);
      co_await pause.async_wait(kAwait);
    } catch (...) {
      std::this_thread::sleep_for(kLastResort);
    }
  }
}

}  // namespace uws::http
