#include "bridge/callback/relay.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <map>

#include "bridge/callback/line.h"
#include "bridge/http/keep_going.h"
#include "bridge/http/outbreak.h"
#include "bridge/store/callback_desk.h"

namespace uws::callback {
namespace {

constexpr int kPage = 256;
constexpr int kAtOnce = 500;
// Beyond this part of the store's room duplicates are forgotten before their time.
constexpr double kNearlyFull = 0.8;
// A receiver that is down for less gives up nothing, however old its callbacks are.
constexpr std::chrono::hours kLeastDown{1};

}  // namespace

struct Relay::Impl : std::enable_shared_from_this<Relay::Impl> {
  using Self = std::shared_ptr<Impl>;
  using Millis = std::chrono::milliseconds;

  Impl(asio::io_context& context, store::Store& where, http::Client& client, RelaySettings given,
       Counters& counts, ops::Events& told)
      : io(context),
        store(where),
        outbox(where),
        settings(std::move(given)),
        access(settings.access),
        counters(counts),
        events(told),
        room{context, outbox, {client, settings, access, counters, events}},
        sweep_timer(context),
        grace(context) {}

  // The store itself tells of its trouble (Store::watch).
  void store_failed() { ++counters.relay_store_failures; }

  asio::awaitable<void> pause(asio::steady_timer& timer, Millis wait) {
    if (room.stopping) co_return;
    timer.expires_after(std::max(wait, Millis(1)));
    boost::system::error_code ignored;
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }

  void ensure_line(const std::string& receiver) {
    if (room.stopping) return;
    const auto known = lines.find(receiver);
    if (known != lines.end()) return known->second->wake();
    const auto line = std::make_shared<Line>(room, receiver);
    lines.emplace(receiver, line);
    try {
      go_on(
          line->timer(), [line] { return Line::serve(line); },
          [self = shared_from_this(), line] { self->line_ended(*line); });
    } catch (...) {
      lines.erase(receiver);
      throw;
    }
  }

  void line_ended(const Line& line) {
    const auto& receiver = line.receiver();
    const bool again = line.woken();
    lines.erase(receiver);
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
    if (!room.stopping || running != 0 || !stopped) return;
    grace.cancel();
    std::exchange(stopped, nullptr)();
  }

  asio::awaitable<void> find_receivers() {
    std::string after;
    while (!room.stopping) {
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
    std::vector<ReceiverBook::Queue> queues;
    for (const auto& one : gauges->receivers) {
      queues.push_back({one.receiver, one.queued, one.oldest_queued_at});
    }
    counters.receivers.set_queues(queues);
    const auto& disk = store.room();
    counters.store_bytes = disk.used();
    counters.store_max_bytes = disk.max();
    counters.store_disk_free_bytes = disk.left_on_disk();
  }

  asio::awaitable<void> forget_seen() {
    const auto now = store::now_ms();
    const bool tight = store.room().fullness() > kNearlyFull;
    const auto window = settings.duplicate_window.count();
    for (long long gone = kAtOnce; gone == kAtOnce && !room.stopping;) {
      const auto forgotten = co_await outbox.forget_seen(tight ? now : now - window, kAtOnce);
      if (!forgotten) {
        store_failed();
        co_return;
      }
      gone = *forgotten;
      if (tight) counters.duplicate_window_cut += static_cast<std::uint64_t>(gone);
    }
  }

  // What has waited too long for receivers that are down.
  asio::awaitable<void> give_up_old() {
    const auto now = store::now_ms();
    const auto patience = settings.give_up_after;
    const auto least = std::min<Millis>(patience, kLeastDown).count();
    std::vector<std::string> receivers;
    for (const auto& [receiver, line] : lines) {
      if (line->down() && now - line->down_since() >= least) receivers.push_back(receiver);
    }
    for (const auto& receiver : receivers) {
      const auto given_up = co_await outbox.give_up(receiver, now - patience.count(), kAtOnce,
                                                    "given up after [relay] give_up_after");
      if (!given_up) {
        store_failed();
        co_return;
      }
      if (*given_up == 0) continue;
      counters.dead += static_cast<std::uint64_t>(*given_up);
      counters.given_up += static_cast<std::uint64_t>(*given_up);
      events.warn(
          "callbacks to " + receiver + " are dead letters: given up after " +
              std::to_string(std::chrono::duration_cast<std::chrono::seconds>(patience).count()) +
              " s",
          {{"count", *given_up}});
    }
  }

  void set_paused(const std::string& receiver, bool paused) {
    if (paused) room.paused.insert(receiver);
    if (!paused) room.paused.erase(receiver);
    counters.receivers.set_state(receiver, paused ? ReceiverState::paused : ReceiverState::open);
    ensure_line(receiver);
  }

  static asio::awaitable<store::Outcome<bool>> send_by_hand(Self self, long long id) {
    store::CallbackDesk desk(self->store);
    auto begun = co_await desk.begin(id);
    if (!begun) co_return tl::unexpected(std::move(begun.error()));
    if (!begun->has_value()) co_return false;
    auto callback = std::move(**begun);
    store::Finished finished{id, callback.sends, callback.lease, store::Finished::How::retry};
    Sent sent{{Verdict::Kind::refused, "the send failed"}};
    try {
      sent = co_await deliver(self->room.sender, std::move(callback));
    } catch (const std::exception&) {
      ++self->counters.relay_restarts;
    }
    finished.error = sent.verdict.why;
    if (sent.verdict.kind == Verdict::Kind::delivered) {
      finished.how = store::Finished::How::delivered;
      ++self->counters.delivered;
    }
    co_return co_await desk.end(std::move(finished));
  }

  // Receivers that an operator has paused, also before the last restart.
  asio::awaitable<bool> know_paused() {
    store::CallbackDesk desk(store);
    const auto paused = co_await desk.paused();
    if (!paused) {
      store_failed();
      co_return false;
    }
    for (const auto& receiver : *paused) {
      room.paused.insert(receiver);
      counters.receivers.set_state(receiver, ReceiverState::paused);
    }
    co_return true;
  }

  static asio::awaitable<void> sweep(Self self) {
    for (bool known = false; !known && !self->room.stopping;) {
      known = co_await self->know_paused();
      if (!known) co_await self->pause(self->sweep_timer, self->settings.store_retry);
    }
    bool taken = false;
    while (!self->room.stopping && !taken) {
      const auto done = co_await self->outbox.take_over();
      taken = done.has_value();
      if (taken) continue;
      self->store_failed();
      // What is there is delivered even while nothing can be written.
      co_await self->find_receivers();
      co_await self->pause(self->sweep_timer, self->settings.store_retry);
    }
    while (!self->room.stopping) {
      co_await self->find_receivers();
      co_await self->refresh_gauges();
      co_await self->give_up_old();
      co_await self->forget_seen();
      co_await self->pause(self->sweep_timer, self->settings.sweep);
    }
  }

  void start() {
    go_on(
        sweep_timer, [self = shared_from_this()] { return sweep(self); }, [] {});
  }

  void stop(std::function<void()> told) {
    room.stopping = true;
    stopped = std::move(told);
    sweep_timer.cancel();
    for (auto& [receiver, line] : lines) line->wake();
    grace.expires_after(settings.stop_grace);
    grace.async_wait([self = shared_from_this()](const boost::system::error_code& error) {
      if (error) return;
      for (auto& [receiver, line] : self->lines) line->cut();
    });
    tell_when_stopped();
  }

  asio::io_context& io;
  store::Store& store;
  store::Outbox outbox;
  const RelaySettings settings;
  const ReceiverAccess access;
  Counters& counters;
  ops::Events& events;
  LineRoom room;
  asio::steady_timer sweep_timer, grace;
  http::Outbreak failures;
  std::map<std::string, std::shared_ptr<Line>> lines;
  int running = 0;
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

void Relay::set_paused(const std::string& receiver, bool paused) {
  asio::post(impl_->io, [impl = impl_, receiver, paused] { impl->set_paused(receiver, paused); });
}

void Relay::ask_now(const std::string& receiver) {
  asio::post(impl_->io, [impl = impl_, receiver] {
    impl->ensure_line(receiver);
    const auto line = impl->lines.find(receiver);
    if (line != impl->lines.end()) line->second->probe_now();
  });
}

asio::awaitable<store::Outcome<bool>> Relay::send_by_hand(long long id) {
  return Impl::send_by_hand(impl_, id);
}

asio::io_context& Relay::context() { return impl_->io; }

asio::awaitable<store::Outcome<bool>> Relay::replay(long long id) {
  const auto impl = impl_;
  const auto receiver = co_await impl->outbox.replay(id);
  if (!receiver) co_return tl::unexpected(receiver.error());
  asio::post(impl->io, [impl, name = *receiver] { impl->ensure_line(name); });
  co_return true;
}

}  // namespace uws::callback
