#include "bridge/gateway_loops.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>

#include "bridge/http/await.h"
#include "bridge/http/keep_going.h"

namespace uws {
namespace {

namespace asio = boost::asio;
constexpr std::chrono::seconds kBeforeRestart{1};

struct Wait {
  explicit Wait(asio::io_context& io) : set(io), pause(io) {}
  asio::signal_set set;
  asio::steady_timer pause;
  bool once = false;
  std::function<void()> act;
};

asio::awaitable<void> live(std::shared_ptr<Wait> wait) {
  do {
    auto [error, number] = co_await wait->set.async_wait(http::kAwait);
    if (error) co_return;
    wait->act();
  } while (!wait->once);
}

}  // namespace

void LoopRestarts::failed(ops::Count& loop, std::string_view what, ops::Events& events) {
  ++loop;
  if (!outbreak.begins()) return;
  events.error("an exception where none is expected; all goes on", {{"error", what}});
}

void on_signal(asio::io_context& io, const std::vector<int>& signals, bool once,
               std::function<void()> act, LoopRestarts& restarts, ops::Events& events) {
  const auto wait = std::make_shared<Wait>(io);
  for (const int signal : signals) wait->set.add(signal);
  wait->once = once;
  wait->act = std::move(act);
  auto failed = [&](std::string_view what) { restarts.failed(restarts.signals, what, events); };
  asio::co_spawn(io,
                 http::keep_going(
                     wait->pause, kBeforeRestart, [wait] { return live(wait); }, std::move(failed)),
                 asio::detached);
}

}  // namespace uws
