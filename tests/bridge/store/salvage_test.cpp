#include "bridge/store/salvage.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "bridge/store/clients.h"
#include "bridge/store/outbox.h"
#include "bridge/store/registrar.h"
#include "tests/bridge/store/store_fixture.h"

using namespace uws;
using test::open_store;
using test::wait_for;

namespace {

constexpr int kCallbacks = 500;
constexpr std::streamoff kPage = 4'096;

// A store with one registration and callbacks of a page each.
void fill(const std::string& file) {
  boost::asio::io_context io;
  auto db = open_store(file);
  store::Registrar registrar(*db, "https://gateway.example");
  const mapping::Registration wanted{"0000-1", "CarrierService", "http://old.example/", "n", "w"};
  store::Turn turn;
  auto made = wait_for(io, registrar.perform(mapping::PrepareRegistration{wanted}, turn));
  REQUIRE(made);
  const mapping::CommitRegistration commit{made->intent};
  REQUIRE(wait_for(io, registrar.perform(commit, turn)));
  store::Clients clients(*db);
  REQUIRE_FALSE(wait_for(
      io,
      clients.add({{{"192.0.2.1", "gSOAP", "gSOAP/2.8", ""}, {{"A.One", 3, 1, 100, 200}}}}, 10)));
  store::Outbox outbox(*db);
  for (int i = 0; i < kCallbacks; ++i) {
    store::Incoming incoming;
    incoming.registration = made->intent;
    incoming.device = std::to_string(i % 50);
    incoming.body = std::to_string(i) + std::string(3'000, 'x');
    REQUIRE(wait_for(io, outbox.receive(std::move(incoming))));
  }
}

void damage(const std::string& file, std::streamoff page, std::streamoff pages) {
  std::fstream data(file, std::ios::in | std::ios::out | std::ios::binary);
  data.seekp(page * kPage);
  data << std::string(static_cast<std::size_t>(pages * kPage), '\x5a');
}

}  // namespace

TEST_CASE("a whole store is whole, and so is its copy") {
  test::TempDir dir;
  const auto file = (dir / "s.db").string(), copy = (dir / "copy.db").string();
  fill(file);
  auto report = store::check_store(file);
  REQUIRE(report);
  CHECK(report->damage.empty());
  CHECK(report->registrations == 1);
  CHECK(report->queued == kCallbacks);
  const auto salvaged = store::salvage_store(file, copy);
  REQUIRE(salvaged);
  CHECK(salvaged->callbacks == kCallbacks);
  CHECK(salvaged->clients == 1);
  CHECK(salvaged->unreadable == 0);
  report = store::check_store(copy);
  REQUIRE(report);
  CHECK(report->queued == kCallbacks);
  boost::asio::io_context io;
  const auto db = open_store(copy);
  const auto clients = wait_for(io, store::Clients(*db).list({}, 0, 10));
  REQUIRE(clients);
  REQUIRE(clients->size() == 1);
  CHECK(clients->front().all.calls == 3);
  CHECK(clients->front().operations.size() == 1);
}

TEST_CASE("of a damaged store everything is saved but what was hit, and the copy works") {
  test::TempDir dir;
  const auto file = (dir / "s.db").string(), copy = (dir / "copy.db").string();
  fill(file);
  damage(file, 200, 20);
  const auto report = store::check_store(file);
  REQUIRE(report);
  CHECK_FALSE(report->damage.empty());
  const auto salvaged = store::salvage_store(file, copy);
  REQUIRE(salvaged);
  CHECK(salvaged->registrations == 1);
  CHECK(salvaged->callbacks >= kCallbacks - 60);
  CHECK(salvaged->callbacks < kCallbacks);
  CHECK(salvaged->unreadable == kCallbacks - salvaged->callbacks);
  boost::asio::io_context io;
  auto db = open_store(copy);
  store::Outbox outbox(*db);
  const auto begun = wait_for(io, outbox.next({"http://old.example:80", 1, 100}, {}));
  REQUIRE(begun);
  CHECK(begun->callbacks.size() == 50);
  CHECK(begun->callbacks[0].body.ends_with("xxx"));
}

TEST_CASE("what is no store, or is in use, is left alone") {
  test::TempDir dir;
  const auto file = (dir / "s.db").string();
  CHECK_FALSE(store::check_store(file));
  CHECK_FALSE(std::filesystem::exists(file));
  fill(file);
  CHECK_FALSE(store::salvage_store(file, file));
  const auto db = open_store(file);
  const auto report = store::check_store(file);
  REQUIRE(!report);
  CHECK(report.error().find("another process") != std::string::npos);
}
