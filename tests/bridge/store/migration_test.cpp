// A file of an older program: everything in it goes on.

#include <doctest/doctest.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include "base/crypto.h"
#include "bridge/store/clients.h"
#include "bridge/store/outbox.h"
#include "bridge/store/schema.h"
#include "tests/bridge/store/store_fixture.h"

using namespace uws;
using uws::test::open_store;
using uws::test::wait_for;

namespace {

// The tables as version 2 left them.
constexpr const char* kVersion2[] = {
    "CREATE TABLE schema_version (version BIGINT NOT NULL)",
    "INSERT INTO schema_version (version) VALUES (2)",
    "CREATE TABLE registrations (id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " account TEXT NOT NULL, service TEXT NOT NULL, url TEXT NOT NULL,"
    " username TEXT NOT NULL, password TEXT NOT NULL, state TEXT NOT NULL,"
    " token_hash TEXT NOT NULL UNIQUE, credentials_hash TEXT NOT NULL,"
    " created_at BIGINT NOT NULL, changed_at BIGINT NOT NULL)",
    "CREATE INDEX registrations_by_pair ON registrations (account, service, state)",
    "CREATE UNIQUE INDEX registrations_one_active ON registrations (account, service)"
    " WHERE state = 'active'",
    "CREATE TABLE outbox (id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " received_at BIGINT NOT NULL, changed_at BIGINT NOT NULL,"
    " registration BIGINT NOT NULL REFERENCES registrations (id),"
    " receiver TEXT NOT NULL, request_id TEXT NOT NULL,"
    " duplicate_key TEXT NOT NULL, body TEXT NOT NULL,"
    " body_encoding TEXT NOT NULL, state TEXT NOT NULL,"
    " sends BIGINT NOT NULL, attempts BIGINT NOT NULL,"
    " next_due BIGINT NOT NULL, last_error TEXT NOT NULL)",
    "CREATE INDEX outbox_by_receiver ON outbox (state, receiver, id)",
    "CREATE INDEX outbox_by_change ON outbox (state, changed_at)",
    "CREATE INDEX outbox_by_registration ON outbox (registration, state)",
    "CREATE INDEX outbox_by_key ON outbox (duplicate_key, received_at)",
};

void add_registration(soci::session& db, const std::string& service, const std::string& url,
                      const std::string& state) {
  const auto hash = base::sha256_hex(service);
  db << "INSERT INTO registrations (account, service, url, username, password, state, token_hash,"
        " credentials_hash, created_at, changed_at)"
        " VALUES ('0000-1', :s, :u, 'name', 'word', :st, :h, 'c', 1, 1)",
      soci::use(service), soci::use(url), soci::use(state), soci::use(hash);
}

void add_callback(soci::session& db, long long registration, const std::string& url,
                  const std::string& body, const std::string& state,
                  const std::string& encoding = "text") {
  db << "INSERT INTO outbox (received_at, changed_at, registration, receiver, request_id,"
        " duplicate_key, body, body_encoding, state, sends, attempts, next_due, last_error)"
        " VALUES (1, 1, :r, :u, 'r', 'k', :b, :e, :s, 3, 2, 99, 'HTTP 500')",
      soci::use(registration), soci::use(url), soci::use(body), soci::use(encoding),
      soci::use(state);
}

std::string device(const std::string& id) { return R"({"deviceIds":[{"id":")" + id + R"("}]})"; }

// What version 1 had besides.
constexpr const char* kVersion1[] = {
    "CREATE UNIQUE INDEX registrations_one_pending ON registrations (account, service)"
    " WHERE state = 'pending'",
    "UPDATE schema_version SET version = 1",
};

void write_version_1(const std::string& file) {
  soci::session db(*soci::factory_sqlite3(), "db=\"" + file + "\"");
  for (const auto* statement : kVersion2) db << std::string(statement);
  for (const auto* statement : kVersion1) db << std::string(statement);
  add_registration(db, "CarrierService", "http://one.example", "active");
  add_registration(db, "DeviceUsage", "http://two.example", "abandoned");
  add_callback(db, 1, "http://one.example", "{}", "queued");
  add_callback(db, 2, "http://two.example", "{}", "queued");
}

void write_version_2(const std::string& file) {
  soci::session db(*soci::factory_sqlite3(), "db=\"" + file + "\"");
  for (const auto* statement : kVersion2) db << std::string(statement);
  const std::string url = "http://Old.Example/carrier?x=1", usage = "https://old.example/usage";
  add_registration(db, "CarrierService", url, "active");
  add_registration(db, "DeviceUsage", usage, "removed");
  add_callback(db, 1, url, "{}", "delivered");
  add_callback(db, 1, url, device("d-1"), "queued");
  add_callback(db, 1, url, device("d-2"), "queued");
  add_callback(db, 1, url, device("d-1"), "queued");
  add_callback(db, 1, url, "bm90IEpTT04=", "dead", "base64");
  add_callback(db, 1, url, R"({"deviceIds":"odd"})", "dead");
  add_callback(db, 2, usage, device("d-1"), "paused");
}

}  // namespace

TEST_CASE("what version 2 kept is sent by version 3, in order for each device") {
  test::TempDir dir;
  const auto file = (dir / "s.db").string();
  write_version_2(file);
  boost::asio::io_context io;
  auto opened = open_store(file);
  store::Outbox outbox(*opened);
  auto version = [](soci::session& db) {
    long long found = 0;
    db << "SELECT version FROM schema_version", soci::into(found);
    return found;
  };
  CHECK(wait_for(io, opened->perform(version)) == store::schema_version());
  CHECK(store::schema_version() == 4);
  const auto gauges = wait_for(io, outbox.gauges());
  REQUIRE(gauges);
  CHECK(gauges->queued == 3);
  CHECK(gauges->dead == 2);
  CHECK(gauges->paused == 1);
  REQUIRE(gauges->receivers.size() == 1);
  CHECK(gauges->receivers[0].receiver == "http://old.example:80");

  REQUIRE(wait_for(io, outbox.take_over()));
  const auto begun = wait_for(io, outbox.next({"http://old.example:80", 1'000, 10}, {}));
  REQUIRE(begun);
  REQUIRE(begun->callbacks.size() == 2);
  CHECK(begun->callbacks[0].body == device("d-1"));
  CHECK(begun->callbacks[0].url == "http://Old.Example/carrier?x=1");
  CHECK(begun->callbacks[0].sends == 4);
  CHECK(begun->callbacks[1].body == device("d-2"));

  const auto letters = wait_for(io, outbox.dead_letters(0, 10));
  REQUIRE(letters);
  REQUIRE(letters->size() == 2);
  // The unreadable one is one of those that are counted.
  store::Incoming unreadable;
  unreadable.registration = 1;
  unreadable.dead_reason = "not JSON";
  unreadable.most_unreadable = 1;
  const auto receipt = wait_for(io, outbox.receive(unreadable));
  REQUIRE(receipt);
  CHECK(receipt->no_room);
}

TEST_CASE("what version 1 gave up is an intent, and what waits for nobody is paused") {
  test::TempDir dir;
  write_version_1((dir / "s.db").string());
  boost::asio::io_context io;
  auto opened = open_store((dir / "s.db").string());
  store::Outbox outbox(*opened);
  const auto gauges = [&] { return *wait_for(io, outbox.gauges()); };
  CHECK(gauges().queued == 1);
  CHECK(gauges().paused == 1);
  // A callback with its credentials proves that the platform knows it after all.
  store::Incoming incoming;
  incoming.registration = 2;
  incoming.proof = true;
  const auto receipt = wait_for(io, outbox.receive(incoming));
  REQUIRE(receipt);
  CHECK(receipt->receiver == "http://two.example:80");
  CHECK(gauges().queued == 3);
}

TEST_CASE("a file of version 3 gets the tables of clients, and keeps what it has") {
  test::TempDir dir;
  const auto file = (dir / "s.db").string();
  write_version_2(file);
  boost::asio::io_context io;
  REQUIRE(open_store(file));
  {
    // What version 3 left: all but the last step.
    soci::session db(*soci::factory_sqlite3(), "db=\"" + file + "\"");
    db << "DROP TABLE client_operations";
    db << "DROP TABLE clients";
    db << "UPDATE schema_version SET version = 3";
  }
  auto opened = open_store(file);
  CHECK(wait_for(io, store::Outbox(*opened).gauges())->queued == 3);
  store::Clients clients(*opened);
  CHECK_FALSE(wait_for(
      io, clients.add({{{"192.0.2.1", "gSOAP", "gSOAP/2.8", ""}, {{"A.One", 1, 0, 1, 1}}}}, 10)));
  CHECK(wait_for(io, clients.list({}, 0, 10))->size() == 1);
}

TEST_CASE("a file of version 2 gives back what it does not use, like a new one") {
  test::TempDir dir;
  write_version_2((dir / "old.db").string());
  boost::asio::io_context io;
  for (const auto* name : {"old.db", "new.db"}) {
    auto opened = open_store((dir / name).string());
    auto mode = [](soci::session& db) {
      long long found = 0;
      db << "PRAGMA auto_vacuum", soci::into(found);
      return found;
    };
    CHECK(wait_for(io, opened->perform(mode)) == 2);  // incremental
  }
}
