#include "bridge/census/keeper.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "bridge/http/keep_going.h"

namespace uws::census {
namespace {

namespace asio = boost::asio;

// In one transaction, so that nothing of the relay waits for long.
constexpr std::size_t kAtOnce = 200;
constexpr int kForgottenAtOnce = 500;
constexpr store::Millis kDay = 24LL * 3'600 * 1'000;

}  // namespace

Keeper::Keeper(asio::io_context& io, Census& census, store::Store& store, const Settings& settings,
               Counters& counters, std::chrono::milliseconds between)
    : io_(io),
      census_(census),
      store_(store),
      settings_(settings),
      counters_(counters),
      between_(between),
      timer_(io) {}

void Keeper::start(std::function<void(std::string_view)> failed) {
  auto lives = http::keep_going(
      timer_, between_, [this] { return live(); }, std::move(failed));
  asio::co_spawn(io_, std::move(lives), asio::detached);
}

asio::awaitable<void> Keeper::live() {
  for (;;) {
    timer_.expires_after(between_);
    co_await timer_.async_wait(asio::use_awaitable);
    // A store in trouble, or without room, has other things to do first; that it works again it
    // finds out by a row of its own.
    if (store_.trouble()) {
      ++counters_.failures;
      store_.probe();
      continue;
    }
    const bool written = co_await write();
    if (written) co_await forget();
  }
}

std::vector<store::ClientSeen> Keeper::clients_of(const std::vector<Sighting>& sightings) const {
  std::vector<store::ClientSeen> clients;
  clients.reserve(sightings.size());
  for (const auto& one : sightings) clients.push_back({client_of(one), one.operations});
  return clients;
}

asio::awaitable<bool> Keeper::write() {
  store::Clients clients(store_);
  for (;;) {
    const auto sightings = census_.take(kAtOnce);
    // Work without clients too: it stands behind what another has begun to write.
    auto pending = clients.add(clients_of(sightings), settings_.max_clients);
    const auto error = co_await std::move(pending);
    if (error) {
      ++counters_.failures;
      census_.give_back(sightings);
      co_return false;
    }
    if (sightings.size() < kAtOnce) co_return true;
  }
}

asio::awaitable<void> Keeper::forget() {
  const auto before = store::now_ms() - static_cast<store::Millis>(settings_.keep_days) * kDay;
  store::Clients clients(store_);
  auto pending = clients.forget(before, kForgottenAtOnce);
  co_await std::move(pending);
}

void Keeper::finish() {
  for (;;) {
    const auto sightings = census_.take(kAtOnce);
    if (sightings.empty()) return;
    store_.post(
        store::Clients::adding(clients_of(sightings), settings_.max_clients),
        [](const std::optional<store::Error>&) {}, store::Work::incoming);
  }
}

}  // namespace uws::census
