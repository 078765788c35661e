#include "bridge/store/registrar.h"

#include <doctest/doctest.h>

#include <set>

#include "bridge/store/outbox.h"
#include "bridge/store/secret.h"
#include "tests/bridge/store/store_fixture.h"

using namespace uws;
using mapping::StoreReply;
using uws::test::open_store;
using uws::test::TempDir;
using uws::test::wait_for;

namespace {

const std::string kPublic = "https://gateway.example:8443";

struct Bench {
  TempDir dir;
  boost::asio::io_context io;
  std::unique_ptr<store::Store> db = open_store((dir / "s.db").string());
  std::unique_ptr<store::Registrar> registrar =
      std::make_unique<store::Registrar>(*db, kPublic + "/");

  store::Outcome<StoreReply> call(mapping::StoreCall wanted) {
    return wait_for(io, registrar->perform(std::move(wanted)));
  }
  StoreReply ok(mapping::StoreCall wanted) {
    auto reply = call(std::move(wanted));
    REQUIRE(reply);
    return *reply;
  }
  void restart() {
    registrar.reset();
    db.reset();
    db = open_store((dir / "s.db").string());
    registrar = std::make_unique<store::Registrar>(*db, kPublic);
  }
  std::vector<mapping::Registration> list(const std::string& account) {
    return ok(mapping::ListRegistrations{account}).registrations;
  }
  std::optional<store::CallbackAddress> find(const StoreReply& reply) {
    const auto token = reply.callback_url.substr(reply.callback_url.rfind('/') + 1);
    store::Outbox outbox(*db);
    auto found = wait_for(io, outbox.find_address(token));
    REQUIRE(found);
    return *found;
  }
  // Receiver a callback sent to the address of `reply` joins.
  std::string receiver_of(const StoreReply& reply) {
    const auto address = find(reply);
    REQUIRE(address);
    store::Incoming incoming;
    incoming.registration = address->registration;
    incoming.body = "{}";
    store::Outbox outbox(*db);
    auto receipt = wait_for(io, outbox.receive(incoming));
    REQUIRE(receipt);
    return receipt->receiver;
  }
};

mapping::Registration carrier(const std::string& url) {
  return {"0000-1", "CarrierService", url, "listener", "its <pass> 'word'"};
}

const mapping::CommitRegistration kCommit{"0000-1", "CarrierService"};
const mapping::AbandonRegistration kAbandon{"0000-1", "CarrierService"};
const mapping::RemoveRegistration kRemove{"0000-1", "CarrierService"};
const mapping::RestoreRegistration kRestore{"0000-1", "CarrierService"};

}  // namespace

TEST_CASE("a registration is valid from its commit on, also after a restart") {
  Bench bench;
  const auto first = carrier("http://old.example/one");
  const auto reply = bench.ok(mapping::PrepareRegistration{first});
  CHECK(bench.list("0000-1").empty());
  bench.restart();
  bench.ok(kCommit);
  bench.restart();
  CHECK(bench.list("0000-1") == std::vector{first});
  CHECK(bench.list("another").empty());
  CHECK(bench.receiver_of(reply) == first.url);
}

TEST_CASE("every preparation has secrets of its own, within the platform's limits") {
  Bench bench;
  std::set<std::string> seen;
  for (int i = 0; i < 20; ++i) {
    const auto reply = bench.ok(mapping::PrepareRegistration{carrier("http://old.example/")});
    REQUIRE(reply.callback_url.starts_with(kPublic + "/callbacks/"));
    const auto token = reply.callback_url.substr((kPublic + "/callbacks/").size());
    CHECK(token.size() == 32);
    CHECK(token.find_first_not_of("0123456789abcdef") == std::string::npos);
    CHECK(reply.callback_username.size() <= 40);
    CHECK(reply.callback_password.size() == 40);
    for (const auto& secret : {token, reply.callback_username, reply.callback_password}) {
      CHECK(seen.insert(secret).second);
    }
    const auto address = bench.find(reply);
    REQUIRE(address);
    CHECK(address->credentials ==
          store::credentials_hash(reply.callback_username, reply.callback_password));
  }
}

TEST_CASE("an abandoned re-registration leaves the one before it valid and hears its callbacks") {
  Bench bench;
  const auto first = carrier("http://old.example/one");
  bench.ok(mapping::PrepareRegistration{first});
  bench.ok(kCommit);
  const auto lost = bench.ok(mapping::PrepareRegistration{carrier("http://old.example/two")});
  bench.ok(kAbandon);
  CHECK(bench.list("0000-1") == std::vector{first});
  // The platform may have taken the new address although the client was told otherwise.
  CHECK(bench.receiver_of(lost) == first.url);
  // Nothing pending is left to commit: the commit changes nothing.
  bench.ok(kCommit);
  CHECK(bench.list("0000-1") == std::vector{first});
}

TEST_CASE("a first registration that was abandoned is not valid, yet its callbacks are kept") {
  Bench bench;
  const auto reply = bench.ok(mapping::PrepareRegistration{carrier("http://old.example/one")});
  CHECK(bench.receiver_of(reply) == "http://old.example/one");
  bench.ok(kAbandon);
  CHECK(bench.list("0000-1").empty());
  CHECK(bench.receiver_of(reply) == "http://old.example/one");
  const auto committed = bench.call(kCommit);
  REQUIRE(!committed);
  CHECK(committed.error().kind == store::ErrorKind::not_found);
}

TEST_CASE("a re-registration replaces, and queued and late callbacks follow it") {
  Bench bench;
  const auto old_reply = bench.ok(mapping::PrepareRegistration{carrier("http://old.example/1")});
  bench.ok(kCommit);
  CHECK(bench.receiver_of(old_reply) == "http://old.example/1");
  bench.ok(mapping::PrepareRegistration{carrier("http://old.example/2")});
  bench.ok(kCommit);
  CHECK(bench.list("0000-1") == std::vector{carrier("http://old.example/2")});
  CHECK(bench.receiver_of(old_reply) == "http://old.example/2");
  store::Outbox outbox(*bench.db);
  const auto receivers = wait_for(bench.io, outbox.receivers("", 10));
  REQUIRE(receivers);
  CHECK(*receivers == std::vector<std::string>{"http://old.example/2"});
}

TEST_CASE("remove answers what it removed, restore brings back the last one") {
  Bench bench;
  CHECK(bench.ok(kRemove).registrations.empty());
  const auto nothing = bench.call(kRestore);
  REQUIRE(!nothing);
  CHECK(nothing.error().kind == store::ErrorKind::not_found);

  const auto first = carrier("http://old.example/1");
  const auto reply = bench.ok(mapping::PrepareRegistration{first});
  bench.ok(kCommit);
  CHECK(bench.ok(kRemove).registrations == std::vector{first});
  CHECK(bench.ok(kRemove).registrations.empty());
  CHECK(bench.list("0000-1").empty());
  CHECK(bench.receiver_of(reply) == first.url);
  bench.restart();
  bench.ok(kRestore);
  CHECK(bench.list("0000-1") == std::vector{first});

  const auto second = carrier("http://old.example/2");
  bench.ok(kRemove);
  bench.ok(mapping::PrepareRegistration{second});
  bench.ok(kCommit);
  bench.ok(kRestore);  // another is active by now
  CHECK(bench.list("0000-1") == std::vector{second});
}

TEST_CASE("accounts and services do not disturb one another; lists come by service name") {
  Bench bench;
  std::vector<mapping::Registration> expected;
  for (const std::string service : {"CarrierService", "DeviceUsage", "PromoChange"}) {
    expected.push_back({"0000-1", service, "http://old.example/" + service, "", ""});
  }
  for (auto r = expected.rbegin(); r != expected.rend(); ++r) {
    bench.ok(mapping::PrepareRegistration{*r});
    bench.ok(mapping::CommitRegistration{r->account, r->service});
  }
  const mapping::Registration other{"0000-2", "CarrierService", "http://other.example/", "", ""};
  bench.ok(mapping::PrepareRegistration{other});
  bench.ok(mapping::CommitRegistration{"0000-2", "CarrierService"});
  CHECK(bench.list("0000-1") == expected);
  bench.ok(kRemove);
  expected.erase(expected.begin());
  CHECK(bench.list("0000-1") == expected);
  CHECK(bench.list("0000-2") == std::vector{other});
}
