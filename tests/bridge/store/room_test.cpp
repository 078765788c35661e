#include "bridge/store/room.h"

#include <doctest/doctest.h>

#include "bridge/store/outbox.h"
#include "bridge/store/registrar.h"
#include "tests/bridge/store/store_fixture.h"

using namespace uws;
using uws::test::wait_for;

namespace {

constexpr unsigned long long kMiB = 1024 * 1024;
const std::string kReceiver = "http://old.example:80";

struct Bench {
  explicit Bench(const store::RoomSettings& room) {
    db = test::open_store((dir / "s.db").string(), room);
    outbox = std::make_unique<store::Outbox>(*db);
    store::Registrar registrar(*db, "https://gateway.example");
    const mapping::Registration wanted{"0000-1", "CarrierService", "http://old.example/", "n", "w"};
    store::Turn turn;
    auto made = wait_for(io, registrar.perform(mapping::PrepareRegistration{wanted}, turn));
    REQUIRE(made);
    registration = made->intent;
    const mapping::CommitRegistration commit{registration};
    REQUIRE(wait_for(io, registrar.perform(commit, turn)));
  }

  boost::asio::awaitable<store::Outcome<store::Receipt>> receiving() {
    store::Incoming incoming;
    incoming.registration = registration;
    incoming.device = std::to_string(++number);
    incoming.body = std::string(10'000, 'x');
    return outbox->receive(std::move(incoming));
  }
  // Empty = stored.
  std::optional<store::ErrorKind> receive() {
    const auto receipt = wait_for(io, receiving());
    return receipt ? std::nullopt : std::optional(receipt.error().kind);
  }
  // Receives until there is no room, many at a time; how many were stored.
  std::size_t fill() {
    constexpr std::size_t kTogether = 32;
    std::size_t stored = 0;
    bool full = false;
    const auto note = [&](const std::exception_ptr&,
                          const store::Outcome<store::Receipt>& receipt) {
      if (receipt) ++stored;
      full = full || (!receipt && receipt.error().kind == store::ErrorKind::full);
    };
    for (int i = 0; i < 10'000 && !full; ++i) {
      for (std::size_t one = 0; one < kTogether; ++one) {
        boost::asio::co_spawn(io, receiving(), note);
      }
      io.restart();
      io.run();
    }
    REQUIRE(full);
    return stored;
  }
  // How many could be.
  std::size_t deliver_all() {
    std::vector<store::Finished> finished;
    std::size_t delivered = 0;
    for (;;) {
      auto begun = wait_for(io, outbox->next({kReceiver, 1, 50}, std::move(finished)));
      REQUIRE(begun);
      if (begun->callbacks.empty()) return delivered;
      finished.clear();
      for (const auto& one : begun->callbacks) {
        finished.push_back({one.id, one.sends, one.lease, store::Finished::How::delivered});
      }
      delivered += finished.size();
    }
  }

  test::TempDir dir;
  boost::asio::io_context io;
  std::unique_ptr<store::Store> db;
  std::unique_ptr<store::Outbox> outbox;
  long long registration = 0;
  int number = 0;
};

}  // namespace

TEST_CASE("a full store takes no webhooks, delivers what it has, and takes them again") {
  Bench bench({2 * kMiB, 0});
  std::vector<std::string> told;
  bench.db->watch([&](const std::optional<store::Error>& trouble) {
    told.push_back(trouble ? trouble->message : "well");
  });
  const auto stored = bench.fill();
  REQUIRE(bench.db->trouble());
  CHECK(bench.db->trouble()->kind == store::ErrorKind::full);
  CHECK(bench.db->room().fullness() >= 1);
  CHECK(bench.deliver_all() == stored);
  std::optional<store::ErrorKind> refused = store::ErrorKind::full;
  for (int i = 0; i < 10'000 && refused; ++i) {
    refused = bench.receive();
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  CHECK_FALSE(refused);
  CHECK_FALSE(bench.db->trouble());
  REQUIRE(told.size() == 2);
  CHECK(told[0] == "store: full: [store] max_bytes is reached");
  CHECK(told[1] == "well");
}

TEST_CASE("room that is not used is given back to the file system") {
  Bench bench({16 * kMiB, 0});
  bench.fill();
  CHECK(bench.db->room().file() >= 15 * kMiB);
  bench.deliver_all();
  for (int i = 0; i < 10'000 && bench.db->room().file() > 4 * kMiB; ++i) {
    REQUIRE_FALSE(wait_for(bench.io, bench.db->run([](auto&) {})));
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  CHECK(bench.db->room().file() <= 4 * kMiB);
}

TEST_CASE("a disk with less left than is to be kept free takes no webhooks") {
  Bench bench({0, ~0ULL});
  CHECK(bench.receive() == store::ErrorKind::full);
  CHECK(bench.deliver_all() == 0);
}
