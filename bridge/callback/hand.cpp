#include "bridge/callback/hand.h"

#include <boost/asio/co_spawn.hpp>
#include <set>

namespace uws::callback {
namespace {

constexpr int kStep = 100;
constexpr std::size_t kKnown = 100;

}  // namespace

struct Hand::State {
  State(store::Store& the_store, Relay& the_relay, ops::Events& the_events)
      : store(the_store), relay(the_relay), events(the_events) {}

  store::Store& store;
  Relay& relay;
  ops::Events& events;
  mutable std::mutex mutex = {};
  long long last_id = 0;
  std::map<long long, HandWork> known = {};

  HandWork add(HandWork work) {
    const std::lock_guard lock(mutex);
    work.id = ++last_id;
    known[work.id] = work;
    if (known.size() > kKnown) known.erase(known.begin());
    return work;
  }
  // It ended in an exception: whoever asks how far it is must not ask for ever.
  void broke_off(long long id) {
    const std::lock_guard lock(mutex);
    const auto found = known.find(id);
    if (found == known.end()) return;
    found->second.finished = true;
    found->second.error = "a defect of the gateway";
  }
  void update(const HandWork& work) {
    const std::lock_guard lock(mutex);
    const auto found = known.find(work.id);
    if (found != known.end()) found->second = work;
  }
};

Hand::Hand(store::Store& store, Relay& relay, ops::Events& events)
    : state_(std::make_shared<State>(store, relay, events)) {}

asio::awaitable<store::Outcome<HandWork>> Hand::begin(std::string action,
                                                      store::CallbackFilter filter,
                                                      std::string words) {
  const auto state = state_;
  store::CallbackDesk desk(state->store);
  const auto found = co_await desk.count(filter);
  if (!found) co_return tl::unexpected(found.error());
  const auto last = co_await desk.last_id();
  if (!last) co_return tl::unexpected(last.error());
  HandWork made;
  made.action = std::move(action);
  made.found = *found;
  const auto begun = state->add(std::move(made));
  state->events.warn("callbacks: " + begun.action + " by hand begins",
                     {{"work", begun.id}, {"filter", words}, {"found", begun.found}});
  asio::co_spawn(state->relay.context(), work(state, begun, std::move(filter), *last),
                 [state, begun](const std::exception_ptr& failure) {
                   if (failure) state->broke_off(begun.id);
                 });
  co_return begun;
}

asio::awaitable<void> Hand::work(std::shared_ptr<State> state, HandWork work,
                                 store::CallbackFilter filter, long long last) {
  store::CallbackDesk desk(state->store);
  const bool retry = work.action == "retry";
  for (long long after = 0; work.error.empty();) {
    auto stepping =
        retry ? desk.retry(filter, after, last, kStep) : desk.drop(filter, after, last, kStep);
    const auto step = co_await std::move(stepping);
    if (!step) {
      work.error = step.error().message;
      break;
    }
    for (const auto id : step->by_hand) co_await state->relay.send_by_hand(id);
    const std::set<std::string> receivers(step->receivers.begin(), step->receivers.end());
    for (const auto& receiver : receivers) state->relay.ask_now(receiver);
    work.done += step->done;
    state->update(work);
    after = step->next;
    if (after == 0) break;
  }
  work.finished = true;
  state->update(work);
  state->events.warn("callbacks: " + work.action + " by hand ended",
                     {{"work", work.id}, {"done", work.done}, {"error", work.error}});
}

std::optional<HandWork> Hand::progress(long long id) const {
  const std::lock_guard lock(state_->mutex);
  const auto found = state_->known.find(id);
  return found == state_->known.end() ? std::nullopt : std::optional(found->second);
}

asio::awaitable<store::Outcome<bool>> Hand::hold(std::string receiver, bool paused) {
  const auto state = state_;
  store::CallbackDesk desk(state->store);
  auto holding = paused ? desk.pause(receiver) : desk.resume(receiver);
  auto held = co_await std::move(holding);
  if (!held) co_return held;
  state->events.warn(paused ? "callbacks: a receiver is paused by hand"
                            : "callbacks: a receiver is resumed by hand",
                     {{"receiver", receiver}});
  state->relay.set_paused(receiver, paused);
  if (!paused) state->relay.ask_now(receiver);
  co_return true;
}

}  // namespace uws::callback
