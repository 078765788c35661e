#pragma once
// What keeps the process going: its threads, and its waits for signals.

#include <boost/asio/io_context.hpp>
#include <functional>
#include <string_view>
#include <vector>

#include "bridge/http/outbreak.h"
#include "bridge/ops/counters.h"
#include "bridge/ops/events.h"

namespace uws {

// Long-lived loops that ended in an exception and began again.
struct LoopRestarts {
  ops::Rows rows;
  ops::Count signals{rows, ops::kLoopRestarts, "signals"};
  ops::Count threads{rows, ops::kLoopRestarts, "threads"};
  ops::Count census{rows, ops::kLoopRestarts, "census"};
  http::Outbreak outbreak;

  // Counts one of the above, and tells `events` of the first in a while. Any thread.
  void failed(ops::Count& loop, std::string_view what, ops::Events& events);
};

// Calls `act` on the io_context's thread when one of the signals comes: for the first, or for every
// one. The references must outlive the io_context's work.
void on_signal(boost::asio::io_context& io, const std::vector<int>& signals, bool once,
               std::function<void()> act, LoopRestarts& restarts, ops::Events& events);

}  // namespace uws
