#include "bridge/store/clients.h"

#include <doctest/doctest.h>
#include <soci/soci.h>

#include "tests/bridge/store/store_fixture.h"

using namespace uws;
using store::ClientFilter;
using store::ClientSeen;
using test::wait_for;

namespace {

constexpr std::size_t kMost = 1'000;

ClientSeen seen(const std::string& address, long long when, long long calls = 1,
                long long faults = 0, const std::string& operation = "CarrierService.MoveDevice") {
  return {{address, "gSOAP", "gSOAP/2.8", "TLSv1.2"}, {{operation, calls, faults, when, when}}};
}

struct Bench {
  test::TempDir dir;
  boost::asio::io_context io;
  std::unique_ptr<store::Store> store = test::open_store((dir / "s.db").string());
  store::Clients clients{*store};

  void add(std::vector<ClientSeen> all, std::size_t most = kMost) {
    CHECK_FALSE(wait_for(io, clients.add(std::move(all), most)));
  }
  std::vector<store::ClientRow> list(const ClientFilter& filter = {}, long long after = 0,
                                     int limit = 1'000) {
    auto rows = wait_for(io, clients.list(filter, after, limit));
    REQUIRE(rows);
    return *rows;
  }
  std::string addresses(const ClientFilter& filter = {}) {
    std::string all;
    for (const auto& row : list(filter)) all += row.client.address;
    return all;
  }
  long long count(const std::string& table) {
    auto found = wait_for(io, store->perform([table](soci::session& db) {
      long long count = 0;
      db << "SELECT COUNT(*) FROM " + table, soci::into(count);
      return count;
    }));
    return found.value_or(-1);
  }
};

}  // namespace

TEST_CASE("what is seen of a client adds up, whatever the order and whoever wrote it") {
  Bench bench;
  auto other = seen("a", 50, 2);
  other.client.tls = "";
  bench.add({seen("a", 200, 3, 1), other});
  bench.add({seen("a", 100, 4, 2), seen("a", 300, 1, 0, "SessionService.LogIn")});
  const auto rows = bench.list();
  REQUIRE(rows.size() == 2);
  const auto& first = rows[0];
  CHECK(first.client.tls == "TLSv1.2");
  CHECK(first.all.calls == 8);
  CHECK(first.all.faults == 3);
  CHECK(first.all.first_seen == 100);
  CHECK(first.all.last_seen == 300);
  REQUIRE(first.operations.size() == 2);
  CHECK(first.operations[0].operation == "CarrierService.MoveDevice");
  CHECK(first.operations[0].calls == 7);
  CHECK(first.operations[0].faults == 3);
  CHECK(first.operations[0].first_seen == 100);
  CHECK(first.operations[0].last_seen == 200);
  CHECK(first.operations[1].calls == 1);
}

TEST_CASE("filters fit together, and an operation is found without its service too") {
  Bench bench;
  auto php = seen("c", 300, 1, 1, "-");
  php.client.stack = "PHP SoapClient";
  bench.add({seen("a", 100), seen("b", 200, 1, 0, "SessionService.LogIn"), php});
  CHECK(bench.addresses() == "abc");
  CHECK(bench.addresses({.address = "b"}) == "b");
  CHECK(bench.addresses({.stack = "gSOAP"}) == "ab");
  CHECK(bench.addresses({.operation = "LogIn"}) == "b");
  CHECK(bench.addresses({.operation = "SessionService.LogIn"}) == "b");
  CHECK(bench.addresses({.operation = "In"}) == "");
  CHECK(bench.addresses({.operation = "-"}) == "c");
  CHECK(bench.addresses({.since = 200}) == "bc");
  CHECK(bench.addresses({.until = 200}) == "a");
  CHECK(bench.addresses({.stack = "gSOAP", .since = 150}) == "b");
}

TEST_CASE("pages go by number: nobody is missed and nobody comes twice, whoever calls meanwhile") {
  Bench bench;
  for (int i = 0; i < 25; ++i) bench.add({seen(std::to_string(i), 100 + i)});
  std::vector<std::string> found;
  for (long long after = 0;;) {
    const auto page = bench.list({}, after, 10);
    for (const auto& row : page) found.push_back(row.client.address);
    if (page.size() < 10) break;
    after = page.back().id;
    bench.add({seen("3", 900), seen("22", 901)});
  }
  CHECK(found.size() == 25);
}

TEST_CASE("who was silent too long is forgotten, operations included") {
  Bench bench;
  bench.add({seen("a", 100), seen("b", 200), seen("c", 300)});
  CHECK(wait_for(bench.io, bench.clients.forget(250, 1)) == 1);
  CHECK(wait_for(bench.io, bench.clients.forget(250, 10)) == 1);
  CHECK(bench.addresses() == "c");
  CHECK(bench.count("client_operations") == 1);
}

TEST_CASE("beyond the most, strangers who got nothing but faults go before anybody else") {
  Bench bench;
  bench.add({seen("client", 1, 5, 2)});
  for (int i = 0; i < 30; ++i) bench.add({seen("s" + std::to_string(i), 100 + i, 1, 1)}, 10);
  CHECK(bench.count("clients") == 10);
  CHECK(bench.list({.address = "client"}).size() == 1);
  CHECK(bench.list({.address = "s29"}).size() == 1);
  CHECK(bench.list({.address = "s5"}).empty());
}
