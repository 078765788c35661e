#include "bridge/http/listener_group.h"

#include <exception>
#include <utility>

#include "bridge/http/listener.h"
#include "bridge/ops/events.h"

namespace uws::http {
namespace {

// Connections that are being told 503, over all threads.
constexpr std::size_t kTurnedAwayAtOnce = 16;
// By how many connections a thread may be ahead before what it accepts is handed on.
constexpr std::size_t kUneven = 1;

// Of all servers: descriptors are the process's.
std::atomic<std::uint64_t>& open_everywhere() {
  static std::atomic<std::uint64_t> count{0};
  return count;
}

}  // namespace

// Connections whose io_context was destroyed under them have not left.
ListenerGroup::~ListenerGroup() { open_everywhere() -= counters_.open; }

void ListenerGroup::add(const std::shared_ptr<Listener>& listener) {
  listeners_.push_back(listener);
  ++outstanding_;
}

bool ListenerGroup::try_enter(Kind kind) {
  auto const most = kind == Kind::served ? limits().max_connections : kTurnedAwayAtOnce;
  bool const bounded = kind == Kind::served && limits().max_everywhere > 0;
  if (bounded && open_everywhere() >= limits().max_everywhere) return false;
  auto open = taken(kind).load();
  while (open < most) {
    if (!taken(kind).compare_exchange_weak(open, open + 1)) continue;
    count_in();
    return true;
  }
  return false;
}

void ListenerGroup::enter() {
  ++served_;
  count_in();
}

void ListenerGroup::count_in() {
  ++counters_.open;
  ++open_everywhere();
  ++outstanding_;
}

void ListenerGroup::leave(Kind kind) {
  --taken(kind);
  --counters_.open;
  --open_everywhere();
  try {
    if (waiting_ > 0) wake_all();
  } catch (const std::exception&) {
    // They look again by themselves.
  }
  one_less();
}

std::shared_ptr<Listener> ListenerGroup::least_loaded(const std::shared_ptr<Listener>& own) const {
  auto chosen = own;
  for (const auto& weak : listeners_) {
    auto listener = weak.lock();
    if (listener && listener->load() < chosen->load()) chosen = std::move(listener);
  }
  return chosen->load() + kUneven < own->load() ? chosen : own;
}

bool ListenerGroup::give_way() {
  if (making_room()) return true;
  std::shared_ptr<Listener> chosen;
  for (const auto& weak : listeners_) {
    auto listener = weak.lock();
    if (!listener || listener->oldest_idle() == Listener::kNoneIdle) continue;
    if (!chosen || listener->oldest_idle() < chosen->oldest_idle()) chosen = std::move(listener);
  }
  if (!chosen) return false;
  ++asked_to_close_;
  chosen->post([](Listener& listener) { listener.close_oldest_idle(); });
  return true;
}

void ListenerGroup::warn(Outbreak& outbreak, const std::string& line) noexcept {
  try {
    if (outbreak.begins()) events_.warn(line, {{"listener", listen_.name}});
  } catch (const std::exception&) {
    // No memory for the line either.
  }
}

bool ListenerGroup::begin_drain(std::function<void()> drained) {
  if (draining_.exchange(true)) return false;
  drained_ = std::move(drained);
  return true;
}

void ListenerGroup::one_less() {
  if (outstanding_.fetch_sub(1) == 1) finish();
}

void ListenerGroup::finish() {
  if (!draining_ || finished_.exchange(true)) return;
  if (!listeners_.empty()) {
    if (auto first = listeners_.front().lock()) {
      first->post([](Listener& listener) { listener.cancel_patience(); });
    }
  }
  if (auto drained = std::exchange(drained_, nullptr)) drained();
}

void ListenerGroup::wake_all() {
  for (const auto& weak : listeners_) {
    if (auto listener = weak.lock()) listener->post([](Listener& l) { l.wake(); });
  }
}

void ListenerGroup::abort_all() {
  for (const auto& weak : listeners_) {
    if (auto listener = weak.lock()) listener->post([](Listener& l) { l.abort(); });
  }
}

void ListenerGroup::give_up() {
  to_abort_ = listeners_.size();
  for (const auto& weak : listeners_) {
    auto listener = weak.lock();
    if (!listener) {
      if (to_abort_.fetch_sub(1) == 1) finish();
      continue;
    }
    listener->post([](Listener& l) {
      l.abort();
      if (l.group().to_abort_.fetch_sub(1) == 1) l.group().finish();
    });
  }
}

}  // namespace uws::http
