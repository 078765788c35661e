#pragma once
// What the listeners of one Server share, over all threads.

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "bridge/http/client_book.h"
#include "bridge/http/outbreak.h"
#include "bridge/http/server.h"

namespace uws::http {

class Listener;

class ListenerGroup {
 public:
  enum class Kind { served, turned_away };

  ListenerGroup(Listen listen, ops::Events& events)
      : listen_(std::move(listen)),
        events_(events),
        counters_(listen_.name),
        clients_(listen_.limits.max_connections_per_client,
                 listen_.limits.max_requests_per_second) {}
  ~ListenerGroup();
  ListenerGroup(const ListenerGroup&) = delete;
  ListenerGroup& operator=(const ListenerGroup&) = delete;

  const Listen& listen() const { return listen_; }
  const Limits& limits() const { return listen_.limits; }
  ServerCounters& counters() { return counters_; }
  ClientBook& clients() { return clients_; }
  const HeadCheck& head_check() const { return head_check_; }
  // Before the first listener runs.
  void use(HeadCheck check) { head_check_ = std::move(check); }

  // Before the first listener runs. The group does not own the listeners: each belongs to the
  // coroutines of its own io_context.
  void add(const std::shared_ptr<Listener>& listener);

  // A place among max_connections, or one of the few beyond them for a connection that is only told
  // 503. leave() gives it back and wakes listeners that wait for one.
  bool try_enter(Kind kind);
  // Whether it is max_connections that keeps others out, not what the process can hold.
  bool is_full() const { return served_ >= limits().max_connections; }
  // A connection that comes in beyond the limit because its listener is about to close.
  void enter();
  void leave(Kind kind);

  // Who is to serve a connection that `own` has accepted: `own`, unless another thread has clearly
  // fewer. The kernel spreads connections over acceptors by chance, and one that is kept stays.
  std::shared_ptr<Listener> least_loaded(const std::shared_ptr<Listener>& own) const;

  // Asks the connection that has been idle longest, whichever thread it is on, to close; it may get
  // a request before it hears of it. Asks nobody while making_room(). False when none is idle.
  bool give_way();
  // As many connections as there are listeners have been asked and are not closed yet.
  bool making_room() const { return asked_to_close_ >= listeners_.size(); }
  // One that was asked has closed, or stays.
  void room_made() { --asked_to_close_; }
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
  void count_in();
  void one_less();
  void finish();

  const Listen listen_;
  ops::Events& events_;
  ServerCounters counters_;
  ClientBook clients_;
  HeadCheck head_check_;
  std::vector<std::weak_ptr<Listener>> listeners_;
  std::atomic<std::uint64_t> served_{0};
  std::atomic<std::uint64_t> turned_away_{0};
  std::atomic<std::uint64_t> asked_to_close_{0};
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

// A connection's seat in its group and among those of its listener, given back unless it is kept.
class Slot {
 public:
  using Load = std::atomic<std::size_t>;

  // Of somebody who has entered, and is counted in `load` when that is not null.
  Slot(ListenerGroup& group, ListenerGroup::Kind kind, Load* load = nullptr)
      : group_(&group), kind_(kind), load_(load) {}
  Slot(Slot&& other) noexcept
      : group_(std::exchange(other.group_, nullptr)), kind_(other.kind_), load_(other.load_) {}
  Slot& operator=(Slot&&) = delete;
  ~Slot() {
    if (!group_) return;
    if (load_) --*load_;
    group_->leave(kind_);
  }

  ListenerGroup::Kind kind() const { return kind_; }
  // Counts it among the connections of a listener. Call once.
  void count_in(Load& load) {
    load_ = &load;
    ++load;
  }
  // To give it back is somebody else's business from here on.
  void keep() { group_ = nullptr; }

 private:
  ListenerGroup* group_;
  ListenerGroup::Kind kind_;
  Load* load_;
};

}  // namespace uws::http
