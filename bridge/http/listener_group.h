#pragma once
// What the listeners of one Server share, over all threads.

#include <atomic>
#include <functional>
#include <memory>
#include <vector>

#include "bridge/http/server.h"

namespace uws::http {

class Listener;

class ListenerGroup {
 public:
  ListenerGroup(Limits limits, Handler handler) : limits_(limits), handler_(std::move(handler)) {}

  const Limits& limits() const { return limits_; }
  const Handler& handler() const { return handler_; }
  ServerCounters& counters() { return counters_; }

  // Before the first listener runs. The group does not own the listeners: each belongs to the
  // coroutines of its own io_context.
  void add(const std::shared_ptr<Listener>& listener);

  // A place among max_connections; leave() gives it back and wakes listeners that wait for one.
  bool try_enter();
  // A connection that comes in beyond the limit because its listener is about to close.
  void enter();
  void leave();

  // Starts the drain once; false when it was started before.
  bool begin_drain(std::function<void()> drained);
  // A listener has closed its acceptor.
  void listener_closed() { one_less(); }
  // Ends the drain now: closes what is open, then calls `drained` unless that has been done.
  void give_up();
  void wake_all();
  void abort_all();

 private:
  void one_less();
  void finish();

  Limits limits_;
  Handler handler_;
  ServerCounters counters_;
  std::vector<std::weak_ptr<Listener>> listeners_;
  std::atomic<std::uint64_t> outstanding_{0};  // open acceptors and connections
  std::atomic<std::uint64_t> to_abort_{0};
  std::atomic<bool> draining_{false};
  std::atomic<bool> finished_{false};
  std::function<void()> drained_;
};

}  // namespace uws::http
