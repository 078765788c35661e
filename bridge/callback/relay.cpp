#include "bridge/callback/relay.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <map>
#include <random>

#include "bridge/callback/delivery.h"
#include "bridge/http/keep_going.h"
#include "bridge/http/outbreak.h"
#include "bridge/store/outbox.h"

namespace uws::callback {
namespace {

constexpr int kPage = 256;
constexpr int kForgetAtOnce = 500;
// A begun send is not begun again by anyone within its timeout and this.
constexpr std::chrono::milliseconds kLeaseMargin{5'000};

// The loop of one receiver.
struct Line {
  explicit Line(asio::io_context& io) : timer(io) {}
  asio::steady_timer timer;
  // Something was queued since the loop last looked.
  bool woken = false;
};

}  // namespace

struct Relay::Impl : std::enable_shared_from_this<Relay::Impl> {
  using Self = std::shared_ptr<Impl>;
  using Millis = std::chrono::milliseconds;

  Impl(asio::io_context& context, store::Store& store, http::Client& caller, RelaySettings given,
       Counters& counts, ops::Events& told)
      : io(context),
        outbox(store),
        client(caller),
        settings(std::move(given)),
        counters(counts),
        events(told),
        sweep_timer(context),
        random(std::random_device{}()) {}

  // The store itself tells of its trouble (Store::watch).
  void store_failed() { ++counters.relay_store_failures; }

  double chance() { return std::uniform_real_distribution<>(0.0, 1.0)(random); }

  // Returns early when the timer is cancelled.
  asio::awaitable<void> pause(asio::steady_timer& timer, Millis wait) {
    if (stopping) co_return;
    timer.expires_after(std::max(wait, Millis(1)));
    boost::system::error_code ignored;
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }

  void ensure_line(const std::string& receiver) {
    if (stopping) return;
    const auto [place, fresh] = lines.try_emplace(receiver, io);
    Line& line = place->second;
    line.woken = true;
    if (!fresh) return;
    try {
      go_on(
          line.timer,
          [self = shared_from_this(), receiver, &line] { return serve(self, receiver, line); },
          [self = shared_from_this(), receiver] { self->line_ended(receiver); });
    } catch (...) {
      lines.erase(place);
      throw;
    }
  }

  void line_ended(const std::string& receiver) {
    const auto line = lines.find(receiver);
    const bool again = line->second.woken;
    lines.erase(line);
    if (again) ensure_line(receiver);
  }

  // Keeps a loop going until it ends by itself.
  void go_on(asio::steady_timer& timer, std::function<asio::awaitable<void>()> life,
             std::function<void()> ended) {
    auto failed = [self = shared_from_this()](std::string_view what) { self->loop_failed(what); };
    auto lives = http::keep_going(timer, settings.store_retry, std::move(life), std::move(failed));
    auto over = [self = shared_from_this(), ended = std::move(ended)](const std::exception_ptr&) {
      --self->running;
      ended();
      self->tell_when_stopped();
    };
    ++running;
    try {
      asio::co_spawn(io, std::move(lives), std::move(over));
    } catch (...) {
      --running;
      throw;
    }
  }

  void loop_failed(std::string_view what) {
    ++counters.relay_restarts;
    if (!failures.begins()) return;
    events.warn("relay: a loop failed and starts again: " + std::string(what));
  }

  void tell_when_stopped() {
    if (stopping && running == 0 && stopped) std::exchange(stopped, nullptr)();
  }

  static asio::awaitable<void> serve(Self self, std::string receiver, Line& line) {
    const auto lease = (self->settings.timeout + kLeaseMargin).count();
    std::optional<store::Finished> finished;
    while (!self->stopping) {
      line.woken = false;
      const auto now = store::now_ms();
      auto head = co_await self->outbox.next(receiver, now, lease, finished);
      if (!head) {
        self->store_failed();
        co_await self->pause(line.timer, self->settings.store_retry);
        continue;
      }
      finished.reset();
      if (!head->has_value()) {
        if (line.woken) continue;
        co_return;
      }
      auto& callback = **head;
      if (!callback.begun) {
        // Never longer than the longest retry, should the clock be set back.
        const Millis due(callback.next_due - now);
        co_await self->pause(line.timer, std::min(due, self->longest_pause()));
        continue;
      }
      finished = co_await deliver({self->client, self->settings, self->counters, self->events},
                                  std::move(callback), self->chance());
    }
    if (finished) {
      const auto recorded = co_await self->outbox.finish(*finished);
      if (!recorded) self->store_failed();
    }
  }

  Millis longest_pause() const {
    return std::max(settings.max_retry, settings.timeout + kLeaseMargin);
  }

  asio::awaitable<void> find_receivers() {
    std::string after;
    while (!stopping) {
      const auto page = co_await outbox.receivers(after, kPage);
      if (!page) {
        store_failed();
        co_return;
      }
      for (const auto& receiver : *page) {
        if (!lines.contains(receiver)) ensure_line(receiver);
      }
      if (page->size() < kPage) co_return;
      after = page->back();
    }
  }

  asio::awaitable<void> refresh_gauges() {
    const auto gauges = co_await outbox.gauges();
    if (!gauges) {
      store_failed();
      co_return;
    }
    const auto since = gauges->oldest_queued_at;
    const auto age = since == 0 ? 0 : std::max(store::now_ms() - since, 0LL) / 1'000;
    counters.queued = static_cast<std::uint64_t>(gauges->queued);
    counters.paused = static_cast<std::uint64_t>(gauges->paused);
    counters.dead_letters = static_cast<std::uint64_t>(gauges->dead);
    counters.oldest_queued_seconds = static_cast<std::uint64_t>(age);
  }

  asio::awaitable<void> forget_old() {
    const auto before = store::now_ms() - settings.keep_delivered.count();
    const auto forgotten = co_await outbox.forget_delivered(before, kForgetAtOnce);
    if (!forgotten) store_failed();
  }

  static asio::awaitable<void> sweep(Self self) {
    bool due = false;
    while (!self->stopping && !due) {
      const auto done = co_await self->outbox.make_all_due();
      due = done.has_value();
      if (due) continue;
      self->store_failed();
      co_await self->pause(self->sweep_timer, self->settings.store_retry);
    }
    while (!self->stopping) {
      co_await self->find_receivers();
      co_await self->refresh_gauges();
      co_await self->forget_old();
      co_await self->pause(self->sweep_timer, self->settings.sweep);
    }
  }

  void start() {
    go_on(
        sweep_timer, [self = shared_from_this()] { return sweep(self); }, [] {});
  }

  void stop(std::function<void()> told) {
    stopping = true;
    stopped = std::move(told);
    sweep_timer.cancel();
    for (auto& [receiver, line] : lines) line.timer.cancel();
    tell_when_stopped();
  }

  asio::io_context& io;
  store::Outbox outbox;
  http::Client& client;
  const RelaySettings settings;
  Counters& counters;
  ops::Events& events;
  asio::steady_timer sweep_timer;
  http::Outbreak failures;
  std::minstd_rand random;
  std::map<std::string, Line> lines;
  int running = 0;
  bool stopping = false;
  std::function<void()> stopped;
};

Relay::Relay(asio::io_context& io, store::Store& store, http::Client& client,
             RelaySettings settings, Counters& counters, ops::Events& events)
    : impl_(std::make_shared<Impl>(io, store, client, std::move(settings), counters, events)) {}

Relay::~Relay() = default;

void Relay::start() {
  asio::post(impl_->io, [impl = impl_] { impl->start(); });
}

void Relay::wake(const std::string& receiver) {
  asio::post(impl_->io, [impl = impl_, receiver] { impl->ensure_line(receiver); });
}

void Relay::stop(std::function<void()> stopped) {
  asio::post(impl_->io, [impl = impl_, stopped = std::move(stopped)]() mutable {
    impl->stop(std::move(stopped));
  });
}

asio::awaitable<store::Outcome<bool>> Relay::replay(long long id) {
  const auto impl = impl_;
  const auto receiver = co_await impl->outbox.replay(id);
  if (!receiver) co_return tl::unexpected(receiver.error());
  asio::post(impl->io, [impl, name = *receiver] { impl->ensure_line(name); });
  co_return true;
}

}  // namespace uws::callback
