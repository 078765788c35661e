#include "bridge/store/outbox.h"

#include <doctest/doctest.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include "bridge/store/registrar.h"
#include "tests/bridge/store/store_fixture.h"

using namespace uws;
using uws::test::open_store;
using uws::test::TempDir;
using uws::test::wait_for;

namespace {

struct Bench {
  TempDir dir;
  boost::asio::io_context io;
  std::unique_ptr<store::Store> db = open_store((dir / "s.db").string());
  std::unique_ptr<store::Outbox> outbox = std::make_unique<store::Outbox>(*db);

  long long add_registration(const std::string& service, const std::string& url) {
    store::Registrar registrar(*db, "https://gateway.example");
    const mapping::Registration wanted{"0000-1", service, url, "name", "word"};
    store::Turn turn;
    auto prepared = wait_for(io, registrar.perform(mapping::PrepareRegistration{wanted}, turn));
    REQUIRE(prepared);
    const mapping::CommitRegistration commit{prepared->intent};
    REQUIRE(wait_for(io, registrar.perform(commit, turn)));
    const auto& address = prepared->callback_url;
    auto found = wait_for(io, outbox->find_address(address.substr(address.rfind('/') + 1)));
    REQUIRE(found);
    REQUIRE(found->has_value());
    return (*found)->registration;
  }
  store::Receipt receive(store::Incoming incoming) {
    auto receipt = wait_for(io, outbox->receive(std::move(incoming)));
    REQUIRE(receipt);
    return *receipt;
  }
  long long receive(long long registration, const std::string& body) {
    store::Incoming incoming;
    incoming.registration = registration;
    incoming.body = body;
    return receive(incoming).id;
  }
  std::optional<store::Queued> next(const std::string& receiver, store::Millis now,
                                    std::optional<store::Finished> finished = {}) {
    auto head = wait_for(io, outbox->next(receiver, now, 1'000, std::move(finished)));
    REQUIRE(head);
    return *head;
  }
  void reopen() {
    outbox.reset();
    db.reset();
    db = open_store((dir / "s.db").string());
    outbox = std::make_unique<store::Outbox>(*db);
  }
  store::OutboxGauges gauges() {
    auto values = wait_for(io, outbox->gauges());
    REQUIRE(values);
    return *values;
  }
};

using How = store::Finished::How;
const std::string kUrl = "http://old.example/carrier";

}  // namespace

TEST_CASE("a receiver's callbacks come out in the order they came in, each counted") {
  Bench bench;
  const auto registration = bench.add_registration("CarrierService", kUrl);
  const auto first = bench.receive(registration, R"({"n":1})");
  const auto second = bench.receive(registration, R"({"n":2})");
  auto head = bench.next(kUrl, 5'000);
  REQUIRE(head);
  CHECK(head->id == first);
  CHECK(head->begun);
  CHECK(head->sends == 1);
  CHECK(head->service == "CarrierService");
  CHECK(head->username == "name");
  CHECK(head->password == "word");
  CHECK(head->body == R"({"n":1})");

  // Begun is not due again before its lease is over.
  head = bench.next(kUrl, 5'500);
  CHECK_FALSE(head->begun);
  CHECK(head->next_due == 6'000);
  head = bench.next(kUrl, 6'000);
  CHECK(head->begun);
  CHECK(head->sends == 2);

  head = bench.next(kUrl, 6'000, store::Finished{first, How::retry, 9'000, "HTTP 500"});
  CHECK(head->id == first);
  CHECK_FALSE(head->begun);
  CHECK(head->next_due == 9'000);
  head = bench.next(kUrl, 9'000, store::Finished{first, How::delivered, 0, {}});
  CHECK(head->id == second);
  CHECK_FALSE(bench.next(kUrl, 9'001, store::Finished{second, How::delivered, 0, {}}));
}

TEST_CASE("a restart makes what was begun due again") {
  Bench bench;
  const auto registration = bench.add_registration("CarrierService", kUrl);
  bench.receive(registration, "{}");
  CHECK(bench.next(kUrl, 5'000)->begun);
  bench.outbox.reset();
  bench.db.reset();
  bench.db = open_store((bench.dir / "s.db").string());
  bench.outbox = std::make_unique<store::Outbox>(*bench.db);
  REQUIRE(wait_for(bench.io, bench.outbox->make_all_due()));
  const auto head = bench.next(kUrl, 5'001);
  REQUIRE(head);
  CHECK(head->begun);
  CHECK(head->sends == 2);
}

TEST_CASE("a duplicate is recognised within its window and service only") {
  Bench bench;
  const auto carrier = bench.add_registration("CarrierService", kUrl);
  const auto usage = bench.add_registration("DeviceUsage", kUrl);
  store::Incoming incoming;
  incoming.registration = carrier;
  incoming.body = "{}";
  incoming.duplicate_key = "k";
  incoming.duplicates_since = store::now_ms() - 60'000;
  const auto first = bench.receive(incoming);
  CHECK_FALSE(first.duplicate);
  const auto second = bench.receive(incoming);
  CHECK(second.duplicate);
  CHECK(second.id == first.id);
  CHECK(second.receiver.empty());

  incoming.registration = usage;
  CHECK_FALSE(bench.receive(incoming).duplicate);
  // The same service registered anew is still the same service.
  incoming.registration = bench.add_registration("CarrierService", "http://old.example/new");
  CHECK(bench.receive(incoming).duplicate);
  incoming.duplicates_since = store::now_ms() + 60'000;
  CHECK_FALSE(bench.receive(incoming).duplicate);
  incoming.duplicate_key.clear();
  incoming.duplicates_since = 0;
  CHECK_FALSE(bench.receive(incoming).duplicate);
  CHECK_FALSE(bench.receive(incoming).duplicate);
}

TEST_CASE("dead letters keep every byte, are listed in pages and can be queued again") {
  Bench bench;
  const auto registration = bench.add_registration("CarrierService", kUrl);
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes.push_back(static_cast<char>(i));
  for (std::size_t size = 253; size <= 256; ++size) {
    store::Incoming incoming;
    incoming.registration = registration;
    incoming.body = bytes.substr(0, size);
    incoming.dead_reason = "not JSON";
    CHECK(bench.receive(incoming).receiver.empty());
  }
  CHECK_FALSE(bench.next(kUrl, 1));
  auto page = wait_for(bench.io, bench.outbox->dead_letters(0, 3));
  REQUIRE(page);
  REQUIRE(page->size() == 3);
  CHECK(page->at(0).reason == "not JSON");
  CHECK(page->at(0).account == "0000-1");
  CHECK(page->at(0).service == "CarrierService");
  page = wait_for(bench.io, bench.outbox->dead_letters(page->back().id, 3));
  REQUIRE(page->size() == 1);

  const auto id = page->at(0).id;
  bench.add_registration("CarrierService", "http://old.example/new");
  const auto receiver = wait_for(bench.io, bench.outbox->replay(id));
  REQUIRE(receiver);
  CHECK(*receiver == "http://old.example/new");
  const auto head = bench.next(*receiver, 1);
  REQUIRE(head);
  CHECK(head->body == bytes);
  const auto twice = wait_for(bench.io, bench.outbox->replay(id));
  REQUIRE(!twice);
  CHECK(twice.error().kind == store::ErrorKind::not_found);
}

TEST_CASE("a list of dead letters reads no body") {
  Bench bench;
  const auto registration = bench.add_registration("CarrierService", kUrl);
  store::Incoming incoming;
  incoming.registration = registration;
  incoming.body = "no JSON";
  incoming.dead_reason = "not JSON";
  bench.receive(incoming);
  // From here on the database refuses every statement that reads the column.
  namespace api = ::sqlite_api;
  const auto refuse_bodies = [](void*, int action, const char* table, const char* column,
                                const char*, const char*) {
    const bool body = action == SQLITE_READ && std::string_view(table) == "outbox" &&
                      std::string_view(column) == "body";
    return body ? SQLITE_DENY : SQLITE_OK;
  };
  auto guard = [refuse_bodies](soci::session& db) {
    auto* const session = static_cast<soci::sqlite3_session_backend*>(db.get_backend());
    return api::sqlite3_set_authorizer(session->conn_, refuse_bodies, nullptr) == SQLITE_OK;
  };
  CHECK(wait_for(bench.io, bench.db->perform(guard)) == true);
  CHECK_FALSE(wait_for(bench.io, bench.outbox->next(kUrl, 1, 1'000, std::nullopt)));
  const auto page = wait_for(bench.io, bench.outbox->dead_letters(0, 100));
  REQUIRE(page);
  CHECK(page->size() == 1);
}

TEST_CASE("unreadable bodies are counted over restarts, the readable ones not among them") {
  Bench bench;
  const auto registration = bench.add_registration("CarrierService", kUrl);
  store::Incoming unreadable;
  unreadable.registration = registration;
  unreadable.body = "no JSON";
  unreadable.dead_reason = "not JSON";
  unreadable.most_unreadable = 3;
  CHECK_FALSE(bench.receive(unreadable).no_room);
  const auto id = bench.receive(registration, "{}");
  bench.next(kUrl, 1);
  REQUIRE(wait_for(bench.io, bench.outbox->finish({id, How::dead, 0, "gone"})));
  CHECK_FALSE(bench.receive(unreadable).no_room);
  bench.reopen();
  CHECK_FALSE(bench.receive(unreadable).no_room);
  const auto refused = bench.receive(unreadable);
  CHECK(refused.no_room);
  CHECK_FALSE(refused.duplicate);
  CHECK(bench.gauges().dead == 4);
  CHECK(bench.receive(registration, "{}") > id);
  // One that is sent again is kept all the same.
  REQUIRE(wait_for(bench.io, bench.outbox->replay(1)));
  CHECK(bench.receive(unreadable).no_room);
}

TEST_CASE("a replayed letter keeps its count of sends and gets new attempts") {
  Bench bench;
  const auto registration = bench.add_registration("CarrierService", kUrl);
  const auto id = bench.receive(registration, "{}");
  CHECK(bench.next(kUrl, 1)->attempts == 1);
  REQUIRE(wait_for(bench.io, bench.outbox->finish({id, How::dead, 0, "gone"})));
  REQUIRE(wait_for(bench.io, bench.outbox->replay(id)));
  const auto head = bench.next(kUrl, 1);
  CHECK(head->sends == 2);
  CHECK(head->attempts == 1);
}

TEST_CASE("gauges and forgetting") {
  Bench bench;
  const auto registration = bench.add_registration("CarrierService", kUrl);
  CHECK(bench.gauges().queued == 0);
  CHECK(bench.gauges().oldest_queued_at == 0);
  const auto before = store::now_ms();
  const auto first = bench.receive(registration, "{}");
  bench.receive(registration, "{}");
  CHECK(bench.gauges().queued == 2);
  CHECK(bench.gauges().oldest_queued_at >= before);
  bench.next(kUrl, 1, store::Finished{first, How::delivered, 0, {}});
  CHECK(bench.gauges().queued == 1);
  CHECK(bench.gauges().dead == 0);
  auto forgotten = wait_for(bench.io, bench.outbox->forget_delivered(before, 100));
  CHECK(forgotten == 0);
  forgotten = wait_for(bench.io, bench.outbox->forget_delivered(store::now_ms() + 1, 100));
  CHECK(forgotten == 1);
  CHECK(bench.gauges().queued == 1);
}
