#pragma once
// What the listeners of one Server share, over all threads.

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "bridge/http/outbreak.h"
#include "bridge/http/server.h"

namespace uws::http {

class Listener;

class ListenerGroup {
 public:
  using Warn = std::function<void(const std::string& line)>;
  enum class Kind { served, turned_away };

  ListenerGroup(Limits limits, Handler handler, Warn warn)
      : limits_(limits), handler_(std::move(handler)), warn_(std::move(warn)) {}

  const Limits& limits() const { return limits_; }
  const Handler& handler() const { return handler_; }
  ServerCounters& counters() { return counters_; }

  // Before the first listener runs. The group does not own the listeners: each belongs to the
  // coroutines of its own io_context.
  void add(const std::shared_ptr<Listener>& listener);

  // A place among max_connections, or one of the few beyond them for a connection that is only told
  // 503. leave() gives it back and wakes listeners that wait for one.
  bool try_enter(Kind kind);
  // A connection that comes in beyond the limit because its listener is about to close.
  void enter();
  void leave(Kind kind);

  // Asks the connection that has been idle longest, whichever thread it is on, to close; it may get
  // a request before it hears of it. False when none is idle.
  bool give_way();
  // A listener has begun, or ceased, to fail at accepting.
  void troubled(bool begins) { begins ? ++troubled_ : --troubled_; }
  bool accepting() const { return troubled_ == 0; }
  // A line for the log, if this is the first of its outbreak.
  void warn(Outbreak& outbreak, const std::string& line) noexcept;
  Outbreak failures, crowds;

  // Starts the drain once; false when it was started before.
  bool begin_drain(std::function<void()> drained);
  // A listener has closed its acceptor.
  void listener_closed() { one_less(); }
  // Ends the drain now: closes what is open, then calls `drained` unless that has been done.
  void give_up();
  void wake_all();
  void abort_all();

 private:
  friend class WaitingForPlace;

  std::atomic<std::uint64_t>& taken(Kind kind) {
    return kind == Kind::served ? served_ : turned_away_;
  }
  void one_less();
  void finish();

  Limits limits_;
  Handler handler_;
  Warn warn_;
  ServerCounters counters_;
  std::vector<std::weak_ptr<Listener>> listeners_;
  std::atomic<std::uint64_t> served_{0};
  std::atomic<std::uint64_t> turned_away_{0};
  std::atomic<int> waiting_{0};
  std::atomic<int> troubled_{0};
  std::atomic<std::uint64_t> outstanding_{0};  // open acceptors and connections
  std::atomic<std::uint64_t> to_abort_{0};
  std::atomic<bool> draining_{false};
  std::atomic<bool> finished_{false};
  std::function<void()> drained_;
};

// Lets leave() wake the listeners as long as it lives.
class WaitingForPlace {
 public:
  explicit WaitingForPlace(ListenerGroup& group) : group_(group) { ++group_.waiting_; }
  ~WaitingForPlace() { --group_.waiting_; }
  WaitingForPlace(const WaitingForPlace&) = delete;
  WaitingForPlace& operator=(const WaitingForPlace&) = delete;

 private:
  ListenerGroup& group_;
};

// A connection's place in its group, given back unless it is kept.
class Place {
 public:
  // Of somebody who has entered.
  Place(ListenerGroup& group, ListenerGroup::Kind kind) : group_(&group), kind_(kind) {}
  Place(Place&& other) noexcept
      : group_(std::exchange(other.group_, nullptr)), kind_(other.kind_) {}
  Place& operator=(Place&&) = delete;
  ~Place() {
    if (group_) group_->leave(kind_);
  }

  ListenerGroup::Kind kind() const { return kind_; }
  // Makes it one for a connection that is told 503; false when there are enough of those.
  bool turn_away() {
    if (!group_->try_enter(ListenerGroup::Kind::turned_away)) return false;
    group_->leave(std::exchange(kind_, ListenerGroup::Kind::turned_away));
    return true;
  }
  // leave() is somebody else's business from here on.
  void keep() { group_ = nullptr; }

 private:
  ListenerGroup* group_;
  ListenerGroup::Kind kind_;
};

}  // namespace uws::http
