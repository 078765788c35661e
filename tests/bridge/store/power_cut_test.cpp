// The power is cut a thousand times: whatever was acknowledged is on the disk.

#include <doctest/doctest.h>
#include <soci/soci.h>

#include <atomic>
#include <boost/asio/detached.hpp>
#include <filesystem>
#include <mutex>
#include <set>
#include <thread>

#include "bridge/store/salvage.h"
#include "tests/bridge/store/cut_vfs.h"
#include "tests/bridge/store/outbox_bench.h"
#include "tests/support/chaos_size.h"

using namespace uws;
using namespace uws::test;

namespace {

const auto kCuts = static_cast<std::uint32_t>(test::chaos_size("UWS_CHAOS_CUTS", 1'000));

// What the platform was told, and what receivers took.
struct Ledger {
  std::mutex mutex;
  std::set<long long> owed_now, delivered;
  std::size_t acknowledged = 0, refused = 0;

  void acknowledge(long long id) {
    const std::lock_guard lock(mutex);
    ++acknowledged;
    if (!delivered.contains(id)) owed_now.insert(id);
  }
  void refuse() {
    const std::lock_guard lock(mutex);
    ++refused;
  }
  std::size_t count(std::size_t Ledger::*what) {
    const std::lock_guard lock(mutex);
    return this->*what;
  }
  // Told before it is recorded: from here on it may be gone.
  void deliver(long long id) {
    const std::lock_guard lock(mutex);
    delivered.insert(id);
    owed_now.erase(id);
  }
  std::set<long long> owed() {
    const std::lock_guard lock(mutex);
    return owed_now;
  }
};

boost::asio::awaitable<void> receive(store::Outbox& outbox, long long registration,
                                     const std::atomic<bool>& going, Ledger& ledger, int sender) {
  for (int number = 0; going; ++number) {
    store::Incoming incoming;
    incoming.registration = registration;
    incoming.device = std::to_string(number % 20);
    incoming.request_id = incoming.duplicate_key =
        std::to_string(sender) + '-' + std::to_string(number);
    incoming.body = std::string(500, 'x');
    const auto receipt = co_await outbox.receive(std::move(incoming));
    receipt ? ledger.acknowledge(receipt->id) : ledger.refuse();
  }
}

boost::asio::awaitable<void> deliver(store::Outbox& outbox, const std::atomic<bool>& going,
                                     Ledger& ledger) {
  std::vector<store::Finished> finished;
  while (going) {
    store::Wanted wanted{kReceiver, 1, 4};
    auto begun = co_await outbox.next(wanted, std::move(finished));
    finished.clear();
    if (!begun) continue;
    for (const auto& one : begun->callbacks) {
      ledger.deliver(one.id);
      finished.push_back(end_of(one, How::delivered));
    }
  }
}

std::set<long long> kept_in(const std::string& file) {
  boost::asio::io_context io;
  auto db = test::open_store(file);
  auto work = [](soci::session& session) {
    std::set<long long> found;
    const soci::rowset<long long> rows = (session.prepare << "SELECT id FROM outbox");
    for (const auto id : rows) found.insert(id);
    return found;
  };
  const auto found = wait_for(io, db->perform(work));
  REQUIRE(found);
  return *found;
}

// A store under load: four senders of webhooks and a relay, until it is stopped.
struct Load {
  explicit Load(const std::string& folder) {
    test::watch_writes(folder);
    bench.outbox.reset();
    bench.db = test::open_store(folder + "/s.db");
    bench.outbox = std::make_unique<store::Outbox>(*bench.db);
    const auto registration = bench.add_registration("CarrierService", kUrl);
    for (int sender = 0; sender < 4; ++sender) {
      boost::asio::co_spawn(bench.io, receive(*bench.outbox, registration, going, ledger, sender),
                            boost::asio::detached);
    }
    boost::asio::co_spawn(bench.io, deliver(*bench.outbox, going, ledger), boost::asio::detached);
    bench.io.restart();
    world = std::thread([this] { bench.io.run(); });
  }
  ~Load() { stop(); }
  Load(const Load&) = delete;
  Load& operator=(const Load&) = delete;

  void stop() {
    going = false;
    if (world.joinable()) world.join();
  }

  test::OutboxBench bench;
  Ledger ledger;
  std::atomic<bool> going{true};
  std::thread world;
};

}  // namespace

TEST_CASE("nothing acknowledged is missing after a power cut") {
  test::TempDir dir, images;
  Load load(dir.path().string());
  auto& ledger = load.ledger;

  std::size_t owed_in_all = 0;
  for (std::uint32_t cut = 1; cut <= kCuts; ++cut) {
    const auto image = images / std::to_string(cut);
    std::filesystem::create_directory(image);
    const auto owed = ledger.owed();
    test::cut_power(image.string(), cut);
    // What was delivered meanwhile may be gone from the disk.
    const auto still_owed = ledger.owed();
    const auto kept = kept_in((image / "s.db").string());
    for (const auto id : owed) {
      if (still_owed.contains(id)) CHECK_MESSAGE(kept.contains(id), "cut " << cut << ", " << id);
    }
    owed_in_all += owed.size();
    if (cut % 50 == 0) {
      const auto report = store::check_store((image / "s.db").string());
      REQUIRE(report);
      CHECK(report->damage.empty());
    }
    std::filesystem::remove_all(image);
  }
  load.stop();
  CHECK(owed_in_all > kCuts);
  MESSAGE("cuts ", kCuts, ", acknowledged ", ledger.acknowledged, ", owed at a cut on average ",
          owed_in_all / kCuts);
}

TEST_CASE("a disk with I/O errors refuses, and nothing acknowledged is missing") {
  constexpr int kOutages = 20;
  constexpr std::size_t kMore = 20;
  test::TempDir dir;
  std::set<long long> owed;
  {
    Load load(dir.path().string());
    const auto wait_for_more = [&](std::size_t Ledger::*what) {
      const auto goal = load.ledger.count(what) + kMore;
      const auto until = std::chrono::steady_clock::now() + std::chrono::minutes(1);
      while (load.ledger.count(what) < goal && std::chrono::steady_clock::now() < until) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
      }
      REQUIRE(load.ledger.count(what) >= goal);
    };
    for (int outage = 0; outage < kOutages; ++outage) {
      wait_for_more(&Ledger::acknowledged);
      test::fail_writes(true);
      wait_for_more(&Ledger::refused);
      test::fail_writes(false);
    }
    wait_for_more(&Ledger::acknowledged);
    load.stop();
    owed = load.ledger.owed();
    MESSAGE("outages ", kOutages, ", acknowledged ", load.ledger.acknowledged, ", refused ",
            load.ledger.refused);
  }
  const auto kept = kept_in((dir / "s.db").string());
  for (const auto id : owed) CHECK(kept.contains(id));
}
