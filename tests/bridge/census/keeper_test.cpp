// From the census into the store and back, also when the store takes nothing.

#include <doctest/doctest.h>

#include "tests/bridge/census/census_fixture.h"

using namespace uws;
using test::wait_for;

namespace {

constexpr std::chrono::milliseconds kBetween{20};
constexpr store::Millis kDay = 24LL * 3'600 * 1'000;

struct Bench : test::CensusBench {
  explicit Bench(const store::RoomSettings& room = {}) : CensusBench(kBetween, room) {}

  void see(const std::string& address, store::Millis when = store::now_ms()) {
    CensusBench::see(address, "CarrierService.MoveDevice", false, when);
  }
  std::vector<store::ClientRow> kept() {
    auto rows = wait_for(io, store::Clients(*store).list({}, 0, 1'000));
    REQUIRE(rows);
    return *rows;
  }
};

}  // namespace

TEST_CASE("what was seen is in the store when write() says so, however much it is") {
  Bench bench;
  for (int i = 0; i < 450; ++i)
    bench.see("10.1." + std::to_string(i / 250) + "." + std::to_string(i % 250));
  CHECK(wait_for(bench.io, bench.keeper.write()));
  CHECK(bench.kept().size() == 450);
  CHECK(bench.kept().front().client.stack == "gSOAP");
  CHECK(wait_for(bench.io, bench.keeper.write()));
  CHECK(bench.kept().front().all.calls == 1);
}

TEST_CASE("a store that fails costs the census nothing but time") {
  Bench bench;
  bench.see("10.0.0.1");
  REQUIRE(bench.refuse(true));
  bench.see("10.0.0.2");
  CHECK_FALSE(wait_for(bench.io, bench.keeper.write()));
  CHECK(bench.counters.failures == 1);
  bench.see("10.0.0.1");
  CHECK_FALSE(wait_for(bench.io, bench.keeper.write()));
  REQUIRE(bench.refuse(false));
  CHECK(wait_for(bench.io, bench.keeper.write()));
  const auto kept = bench.kept();
  REQUIRE(kept.size() == 2);
  CHECK(kept[0].all.calls + kept[1].all.calls == 3);
  CHECK(bench.counters.dropped == 0);
}

TEST_CASE("what room there is left in a full store is the relay's") {
  Bench bench({1, 0});
  int written = 0;
  const auto write_one = [&] {
    bench.see("10.0.0." + std::to_string(written));
    return wait_for(bench.io, bench.keeper.write());
  };
  // Until the store has looked at itself.
  while (written < 200 && write_one()) ++written;
  REQUIRE(bench.store->trouble());
  CHECK(bench.store->trouble()->kind == store::ErrorKind::full);
  CHECK_FALSE(write_one());
  CHECK(std::cmp_equal(bench.kept().size(), written));
  bench.see("10.0.1.1");
  bench.keeper.finish();
  CHECK(std::cmp_equal(bench.kept().size(), written));
}

TEST_CASE("what is left when the process ends is finished by the store") {
  Bench bench;
  bench.see("10.0.0.1");
  bench.keeper.finish();
  bench.store.reset();
  bench.store = test::open_store((bench.dir / "s.db").string());
  CHECK(bench.kept().size() == 1);
}

TEST_CASE("the keeper writes by itself, and forgets who was silent too long") {
  Bench bench;
  bench.see("10.0.0.1", store::now_ms() - 401 * kDay);
  REQUIRE(wait_for(bench.io, bench.keeper.write()));
  bench.see("10.0.0.2");
  bench.see("10.0.0.3", store::now_ms() - 399 * kDay);
  bench.keeper.start([](std::string_view what) { FAIL(what); });
  const auto until = std::chrono::steady_clock::now() + std::chrono::minutes(1);
  const auto done = [&] {
    const auto kept = bench.kept();
    return kept.size() == 2 && kept[0].client.address != "10.0.0.1";
  };
  bool written = false;
  while (!written && std::chrono::steady_clock::now() < until) {
    bench.io.restart();
    bench.io.run_for(std::chrono::milliseconds(10));
    written = done();
  }
  CHECK(written);
}
