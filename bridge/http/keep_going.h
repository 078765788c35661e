#pragma once
// Coroutines that must not end by an exception: accept loops, relay loops, waits for signals.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <functional>
#include <string_view>

namespace uws::http {

// Awaits `life()` until one of its lives ends by itself. After one that ended in an exception,
// `failed` gets its what(), `pause` is waited on for `wait`, so that what fails for good does not
// spin, and the next life begins; cancelling `pause` begins it at once. What `failed` throws is
// ignored.
boost::asio::awaitable<void> keep_going(boost::asio::steady_timer& pause,
                                        std::chrono::milliseconds wait,
                                        std::function<boost::asio::awaitable<void>()> life,
                                        std::function<void(std::string_view what)> failed);

// Calls `failed` with what() of the exception being handled; nothing leaves it.
void tell_failure(const std::function<void(std::string_view what)>& failed) noexcept;

}  // namespace uws::http
