#include "bridge/gateway_loops.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <csignal>

#include "bridge/http/await.h"
#include "bridge/http/keep_going.h"

namespace uws {
namespace {

namespace asio = boost::asio;
constexpr std::chrono::seconds kBeforeRestart{1};

asio::awaitable<void> wait(asio::signal_set& set, bool once, const std::function<void()>& act) {
  do {
    auto [error, number] = co_await set.async_wait(http::kAwait);
    if (error) co_return;
    act();
  } while (!once);
}

}  // namespace

void Loops::failed(ops::Count& restarts, std::string_view what) {
  ++restarts;
  if (!outbreak_.begins()) return;
  events_.error("an exception where none is expected; all goes on", {{"error", what}});
}

Signals::Signals(asio::io_context& io, Loops& loops)
    : io_(io),
      loops_(loops),
      stops_(io, SIGTERM, SIGINT),
      reloads_(io, SIGHUP),
      before_stop_(io),
      before_reload_(io) {}

void Signals::start(std::function<void()> stop, std::function<void()> reload) {
  keep(stops_, before_stop_, true, std::move(stop));
  keep(reloads_, before_reload_, false, std::move(reload));
}

void Signals::keep(asio::signal_set& set, asio::steady_timer& pause, bool once,
                   std::function<void()> act) {
  auto life = [&set, once, act = std::move(act)] { return wait(set, once, act); };
  auto failed = [this](std::string_view what) { loops_.signals_failed(what); };
  asio::co_spawn(io_, http::keep_going(pause, kBeforeRestart, std::move(life), std::move(failed)),
                 asio::detached);
}

}  // namespace uws
