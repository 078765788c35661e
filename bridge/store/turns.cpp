#include "bridge/store/turns.h"

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <deque>
#include <map>
#include <mutex>
#include <utility>

namespace uws::store {

namespace asio = boost::asio;

namespace {

struct Waiter {
  explicit Waiter(const asio::any_io_executor& executor) : timer(executor) {}
  asio::steady_timer timer;
  bool granted = false;  // guarded by the mutex
};

}  // namespace

struct Turn::State {
  std::mutex mutex;
  // A key that is here is taken; its value, who waits for it.
  std::map<std::string, std::deque<std::shared_ptr<Waiter>>> taken;

  void pass_on(const std::string& key) {
    std::shared_ptr<Waiter> next;
    {
      const std::lock_guard guard(mutex);
      const auto found = taken.find(key);
      if (found->second.empty()) {
        taken.erase(found);
        return;
      }
      next = std::move(found->second.front());
      found->second.pop_front();
      next->granted = true;
    }
    const auto executor = next->timer.get_executor();
    asio::post(executor, [next = std::move(next)] { next->timer.cancel(); });
  }
};

Turn& Turn::operator=(Turn&& other) noexcept {
  if (this != &other) {
    give_up();
    turns_ = std::move(other.turns_);
    key_ = std::move(other.key_);
  }
  return *this;
}

void Turn::give_up() {
  if (auto turns = std::move(turns_)) turns->pass_on(key_);
}

Turns::Turns() : state_(std::make_shared<Turn::State>()) {}

asio::awaitable<Turn> Turns::take(std::string key,
                                  std::chrono::steady_clock::time_point not_after) {
  const auto state = state_;
  const asio::any_io_executor executor = co_await asio::this_coro::executor;
  const auto waiter = std::make_shared<Waiter>(executor);
  {
    const std::lock_guard guard(state->mutex);
    const auto [line, fresh] = state->taken.try_emplace(key);
    if (fresh) co_return Turn(state, std::move(key));
    line->second.push_back(waiter);
  }
  // Out of the line in any case, also where the wait ends with its io_context: nobody may wake what
  // is gone.
  struct Place {
    std::shared_ptr<Turn::State> state;
    const std::string& key;
    std::shared_ptr<Waiter> waiter;

    bool leave() {
      const auto left = std::exchange(waiter, nullptr);
      const std::lock_guard guard(state->mutex);
      if (!left->granted) std::erase(state->taken.at(key), left);
      return left->granted;
    }
    ~Place() {
      if (waiter && leave()) state->pass_on(key);
    }
  } place{state, key, waiter};
  waiter->timer.expires_at(not_after);
  boost::system::error_code ignored;
  co_await waiter->timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  co_return place.leave() ? Turn(state, key) : Turn();
}

}  // namespace uws::store
