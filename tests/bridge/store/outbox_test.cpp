#include "bridge/store/outbox.h"

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include "tests/bridge/store/outbox_bench.h"

using namespace uws;
using namespace uws::test;
using Bench = OutboxBench;

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
  CHECK_FALSE(bench.next(kReceiver, 1));
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
  CHECK(*receiver == kReceiver);
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
  REQUIRE(wait_for(bench.io, bench.outbox->replay(1)));
  CHECK_FALSE(wait_for(bench.io, bench.outbox->next({kReceiver, 1, 1}, {})));
  bench.receive(incoming);
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
  bench.finish(end_of(*bench.next(kReceiver, 1), How::dead));
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
  bench.finish(end_of(*bench.next(kReceiver, 1), How::retry));
  const auto head = bench.next(kReceiver, 1);
  CHECK(head->attempts == 1);
  bench.finish(end_of(*head, How::dead));
  REQUIRE(wait_for(bench.io, bench.outbox->replay(id)));
  const auto again = bench.next(kReceiver, 1);
  CHECK(again->sends == 3);
  CHECK(again->attempts == 0);
}

TEST_CASE("a delivered callback leaves nothing but what recognises its duplicates, for a time") {
  Bench bench;
  const auto registration = bench.add_registration("CarrierService", kUrl);
  CHECK(bench.gauges().queued == 0);
  CHECK(bench.gauges().oldest_queued_at == 0);
  const auto before = store::now_ms();
  store::Incoming incoming;
  incoming.registration = registration;
  incoming.body = "{}";
  incoming.duplicate_key = "k";
  const auto first = bench.receive(incoming);
  bench.receive(registration, "{}", "d");
  auto gauges = bench.gauges();
  CHECK(gauges.queued == 2);
  CHECK(gauges.oldest_queued_at >= before);
  REQUIRE(gauges.receivers.size() == 1);
  CHECK(gauges.receivers[0].receiver == kReceiver);
  CHECK(gauges.receivers[0].queued == 2);
  bench.finish(end_of(*bench.next(kReceiver, 1), How::delivered));
  CHECK(bench.gauges().queued == 1);
  CHECK(bench.receive(incoming).duplicate);
  CHECK(bench.receive(incoming).id == first.id);
  const auto forget = [&](store::Millis seen_before) {
    return *wait_for(bench.io, bench.outbox->forget_seen(seen_before, 100));
  };
  CHECK(forget(before) == 0);
  CHECK(forget(store::now_ms() + 1) == 1);
  CHECK_FALSE(bench.receive(incoming).duplicate);
}

TEST_CASE("forgetting keeps pace with what is delivered") {
  Bench bench;
  const auto registration = bench.add_registration("CarrierService", kUrl);
  store::Incoming incoming;
  incoming.registration = registration;
  incoming.body = "{}";
  for (int i = 0; i < 4; ++i) {
    incoming.request_id = incoming.duplicate_key = std::to_string(i);
    bench.receive(incoming);
  }
  const auto begun = bench.begin(kReceiver, 1);
  REQUIRE(begun.callbacks.size() == 4);
  store::Wanted nothing{kReceiver, 1, 0};
  nothing.seen_before = store::now_ms() + 1;
  REQUIRE(wait_for(bench.io,
                   bench.outbox->next(nothing, {end_of(begun.callbacks[0], How::delivered),
                                                end_of(begun.callbacks[1], How::delivered)})));
  CHECK(*wait_for(bench.io, bench.outbox->forget_seen(nothing.seen_before, 100)) == 0);
}

TEST_CASE("a callback address is remembered until registrations change") {
  Bench bench;
  store::Registrar registrar(*bench.db, "https://gateway.example");
  const mapping::Registration wanted{"0000-1", "CarrierService", kUrl, "name", "word"};
  store::Turn turn;
  auto prepared = wait_for(bench.io, registrar.perform(mapping::PrepareRegistration{wanted}, turn));
  REQUIRE(prepared);
  const auto token = prepared->callback_url.substr(prepared->callback_url.rfind('/') + 1);
  const auto find = [&] {
    auto found = wait_for(bench.io, bench.outbox->find_address(token));
    REQUIRE(found);
    return *found;
  };
  CHECK_FALSE(find()->confirmed);
  CHECK_FALSE(find()->confirmed);
  // Without the database it is still known.
  REQUIRE_FALSE(wait_for(bench.io, bench.db->run([](soci::session& db) {
    db << "ALTER TABLE registrations RENAME TO away";
  })));
  CHECK_FALSE(find()->confirmed);
  REQUIRE_FALSE(wait_for(bench.io, bench.db->run([](soci::session& db) {
    db << "ALTER TABLE away RENAME TO registrations";
  })));
  const mapping::CommitRegistration commit{prepared->intent};
  REQUIRE(wait_for(bench.io, registrar.perform(commit, turn)));
  CHECK(find()->confirmed);
}
