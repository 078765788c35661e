#pragma once
// What keeps the process going: its threads, and its waits for signals.

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <string_view>

#include "bridge/http/outbreak.h"
#include "bridge/ops/counters.h"
#include "bridge/ops/events.h"

namespace uws {

struct LoopRestarts {
  ops::Rows rows;
  ops::Count signals{rows, ops::kLoopRestarts, "signals"};
  ops::Count threads{rows, ops::kLoopRestarts, "threads"};
};

class Loops {
 public:
  Loops(ops::Events& events, LoopRestarts& restarts) : events_(events), restarts_(restarts) {}

  // A handler has thrown, on any thread.
  void thread_failed(std::string_view what) { failed(restarts_.threads, what); }
  void signals_failed(std::string_view what) { failed(restarts_.signals, what); }

 private:
  void failed(ops::Count& restarts, std::string_view what);

  ops::Events& events_;
  LoopRestarts& restarts_;
  http::Outbreak outbreak_;
};

// Waits on one io_context, on whose thread it calls what it was given.
class Signals {
 public:
  // `loops` must outlive the io_context's work.
  Signals(boost::asio::io_context& io, Loops& loops);

  // `stop` is called for the first SIGTERM or SIGINT, `reload` for every SIGHUP.
  void start(std::function<void()> stop, std::function<void()> reload);

 private:
  void keep(boost::asio::signal_set& set, boost::asio::steady_timer& pause, bool once,
            std::function<void()> act);

  boost::asio::io_context& io_;
  Loops& loops_;
  boost::asio::signal_set stops_, reloads_;
  boost::asio::steady_timer before_stop_, before_reload_;
};

}  // namespace uws
