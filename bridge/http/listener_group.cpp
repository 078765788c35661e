#include "bridge/http/listener_group.h"

#include <utility>

#include "bridge/http/listener.h"

namespace uws::http {

void ListenerGroup::add(const std::shared_ptr<Listener>& listener) {
  listeners_.push_back(listener);
  ++outstanding_;
}

bool ListenerGroup::try_enter() {
  auto open = counters_.open.load();
  while (open < limits_.max_connections) {
    if (counters_.open.compare_exchange_weak(open, open + 1)) {
      ++outstanding_;
      return true;
    }
  }
  return false;
}

void ListenerGroup::enter() {
  ++counters_.open;
  ++outstanding_;
}

void ListenerGroup::leave() {
  auto const before = counters_.open.fetch_sub(1);
  if (before >= limits_.max_connections) wake_all();
  one_less();
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
