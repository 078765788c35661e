#include "bridge/store/registrar.h"

#include <doctest/doctest.h>
#include <soci/soci.h>

#include <set>

#include "base/crypto.h"
#include "bridge/store/outbox.h"
#include "tests/bridge/store/store_fixture.h"

using namespace uws;
using mapping::StoreReply;
using uws::test::open_store;
using uws::test::TempDir;
using uws::test::wait_for;

namespace {

using Urls = std::vector<std::string>;

const std::string kPublic = "https://gateway.example:8443";

struct Bench {
  TempDir dir;
  boost::asio::io_context io;
  std::unique_ptr<store::Store> db = open_store((dir / "s.db").string());
  std::unique_ptr<store::Registrar> registrar =
      std::make_unique<store::Registrar>(*db, kPublic + "/");
  store::Turn turn;

  store::Outcome<StoreReply> call(mapping::StoreCall wanted) {
    return wait_for(io, registrar->perform(std::move(wanted), turn));
  }
  StoreReply ok(mapping::StoreCall wanted) {
    auto reply = call(std::move(wanted));
    REQUIRE(reply);
    return *reply;
  }
  StoreReply prepare(const std::string& url);
  StoreReply registered(const std::string& url) {
    auto prepared = prepare(url);
    ok(mapping::CommitRegistration{prepared.intent});
    return prepared;
  }
  // As a crash leaves it: turns are gone, the store is as it was.
  void restart() {
    turn.give_up();
    registrar.reset();
    db.reset();
    db = open_store((dir / "s.db").string());
    registrar = std::make_unique<store::Registrar>(*db, kPublic);
  }
  std::vector<mapping::Registration> list(const std::string& account,
                                          mapping::ShownListeners shown = {}) {
    return ok(mapping::ListRegistrations{account, std::move(shown)}).registrations;
  }
  std::optional<store::CallbackAddress> find(const StoreReply& reply) {
    const auto token = reply.callback_url.substr(reply.callback_url.rfind('/') + 1);
    store::Outbox outbox(*db);
    auto found = wait_for(io, outbox.find_address(token));
    REQUIRE(found);
    return *found;
  }
  // Receiver that a callback sent to the address of `reply` with its credentials joins; empty =
  // it is paused.
  std::string receiver_of(const StoreReply& reply) {
    const auto address = find(reply);
    REQUIRE(address);
    store::Incoming incoming;
    incoming.registration = address->registration;
    incoming.proof = !address->confirmed;
    incoming.body = "{}";
    store::Outbox outbox(*db);
    auto receipt = wait_for(io, outbox.receive(incoming));
    REQUIRE(receipt);
    return receipt->receiver;
  }
  store::OutboxGauges gauges() {
    store::Outbox outbox(*db);
    const auto found = wait_for(io, outbox.gauges());
    REQUIRE(found);
    return *found;
  }
  void sql(const std::string& statement) {
    REQUIRE_FALSE(
        wait_for(io, db->run([statement](soci::session& session) { session << statement; })));
  }
  long long rows() {
    const auto count = wait_for(io, db->perform([](soci::session& session) {
      long long found = 0;
      session << "SELECT COUNT(*) FROM registrations", soci::into(found);
      return found;
    }));
    REQUIRE(count);
    return *count;
  }
};

mapping::Registration carrier(const std::string& url) {
  return {"0000-1", "CarrierService", url, "listener", "its <pass> 'word'"};
}

StoreReply Bench::prepare(const std::string& url) {
  return ok(mapping::PrepareRegistration{carrier(url)});
}

const std::string kOne = "http://one.example:80";
const std::string kTwo = "http://two.example:80";
const mapping::RemoveRegistration kRemove{"0000-1", "CarrierService"};

}  // namespace

TEST_CASE("a registration is valid from its commit on, also after a restart") {
  Bench bench;
  const auto reply = bench.prepare(kOne);
  CHECK(bench.list("0000-1").empty());
  bench.restart();
  bench.ok(mapping::CommitRegistration{reply.intent});
  bench.ok(mapping::CommitRegistration{reply.intent});
  bench.restart();
  CHECK(bench.list("0000-1") == std::vector{carrier(kOne)});
  CHECK(bench.list("another").empty());
  CHECK(bench.receiver_of(reply) == kOne);
}

TEST_CASE("every preparation has secrets of its own, within the platform's limits") {
  Bench bench;
  std::set<std::string> seen;
  for (int i = 0; i < 20; ++i) {
    const auto reply = bench.prepare(kOne);
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
    CHECK_FALSE(address->confirmed);
    CHECK(address->credentials ==
          base::credentials_hash(reply.callback_username, reply.callback_password));
  }
}

TEST_CASE("registrations the platform refused have no effect and leave no row") {
  Bench bench;
  const auto rightful = bench.registered(kOne);
  StoreReply refused;
  for (int i = 0; i < 300; ++i) {
    refused = bench.prepare(kTwo);
    if (i % 2 == 0) CHECK(bench.receiver_of(rightful) == kOne);
    bench.ok(mapping::AbandonRegistration{refused.intent});
  }
  CHECK(bench.rows() == 1);
  CHECK_FALSE(bench.find(refused));
  CHECK(bench.list("0000-1") == std::vector{carrier(kOne)});
  const auto committed = bench.call(mapping::CommitRegistration{refused.intent});
  REQUIRE(!committed);
  CHECK(committed.error().kind == store::ErrorKind::not_found);
}

TEST_CASE("a commit makes its own intent valid, whatever else is unsettled") {
  for (const bool first_wins : {true, false}) {
    CAPTURE(first_wins);
    Bench bench;
    const auto first = bench.prepare(kOne);
    bench.restart();
    const auto second = bench.prepare(kTwo);
    bench.ok(mapping::CommitRegistration{first_wins ? first.intent : second.intent});
    CHECK(bench.list("0000-1") == std::vector{carrier(first_wins ? kOne : kTwo)});
    bench.ok(mapping::AbandonRegistration{first_wins ? second.intent : first.intent});
    CHECK(bench.rows() == 1);
    // What is valid is not abandoned.
    bench.ok(mapping::AbandonRegistration{first_wins ? first.intent : second.intent});
    CHECK(bench.list("0000-1") == std::vector{carrier(first_wins ? kOne : kTwo)});
  }
}

TEST_CASE("a callback with its credentials proves an intent, and only the newest takes effect") {
  Bench bench;
  const auto old = bench.registered(kOne);
  const auto lost = bench.prepare(kTwo);
  bench.restart();
  CHECK(bench.receiver_of(old) == kOne);
  CHECK(bench.list("0000-1") == std::vector{carrier(kOne)});
  CHECK(bench.receiver_of(lost) == kTwo);
  CHECK(bench.find(lost)->confirmed);
  CHECK(bench.list("0000-1") == std::vector{carrier(kTwo)});
  CHECK(bench.receiver_of(old) == kTwo);

  const auto lost_again = bench.prepare("http://old.example/lost");
  const auto last = bench.registered("http://last.example:80");
  CHECK(bench.receiver_of(lost_again) == "http://last.example:80");
  CHECK(bench.list("0000-1") == std::vector{carrier("http://last.example:80")});
}

TEST_CASE("the platform's list settles intents") {
  Bench bench;
  bench.registered(kOne);
  const auto shown = bench.prepare(kTwo);
  bench.restart();
  const auto absent = bench.prepare("http://old.example/absent");
  bench.restart();
  CHECK(bench.list("0000-1") == std::vector{carrier(kOne)});
  CHECK(bench.list("0000-1", Urls{"https://elsewhere.example/", "", shown.callback_url}) ==
        std::vector{carrier(kTwo)});
  // Its call may still be under way.
  CHECK(bench.find(absent));
  bench.sql("UPDATE registrations SET created_at = created_at - 700000");
  CHECK(bench.list("0000-1") == std::vector{carrier(kTwo)});
  CHECK(bench.find(absent));
  CHECK(bench.list("0000-2", Urls{}).empty());
  CHECK(bench.find(absent));
  // The next registration brings the list along, too.
  const auto next = bench.ok(mapping::PrepareRegistration{carrier(kOne), Urls{shown.callback_url}});
  CHECK_FALSE(bench.find(absent));
  CHECK(bench.list("0000-1", Urls{}) == std::vector{carrier(kTwo)});
  CHECK(bench.find(next));
}

TEST_CASE("intents that were overtaken are forgotten a day later") {
  Bench bench;
  const auto lost = bench.prepare(kOne);
  bench.registered(kTwo);
  const auto unsettled = bench.prepare(kOne);
  CHECK(bench.find(lost));
  bench.sql("UPDATE registrations SET created_at = created_at - 86500000");
  bench.prepare(kOne);
  CHECK_FALSE(bench.find(lost));
  CHECK(bench.find(unsettled));
}

TEST_CASE("a re-registration replaces, and queued and late callbacks follow it") {
  Bench bench;
  const auto old_reply = bench.registered(kOne);
  CHECK(bench.receiver_of(old_reply) == kOne);
  bench.registered(kTwo);
  CHECK(bench.list("0000-1") == std::vector{carrier(kTwo)});
  CHECK(bench.receiver_of(old_reply) == kTwo);
  store::Outbox outbox(*bench.db);
  const auto receivers = wait_for(bench.io, outbox.receivers("", 10));
  REQUIRE(receivers);
  CHECK(*receivers == std::vector<std::string>{kTwo});
}

TEST_CASE("what waits for a removed registration is paused, and the next takes it along") {
  Bench bench;
  CHECK(bench.ok(kRemove).registrations.empty());
  const auto first = bench.registered(kOne);
  const auto lost = bench.prepare("http://old.example/lost");
  CHECK(bench.receiver_of(first) == kOne);
  CHECK(bench.ok(kRemove).registrations == std::vector{carrier(kOne)});
  CHECK(bench.ok(kRemove).registrations.empty());
  CHECK(bench.list("0000-1").empty());
  // Late callbacks wait as well; none brings anything back.
  CHECK(bench.receiver_of(first).empty());
  CHECK(bench.receiver_of(lost).empty());
  bench.restart();
  CHECK(bench.list("0000-1", Urls{first.callback_url, lost.callback_url}).empty());
  CHECK(bench.gauges().paused == 3);
  CHECK(bench.gauges().queued == 0);
  store::Outbox outbox(*bench.db);
  CHECK(wait_for(bench.io, outbox.receivers("", 10))->empty());

  bench.registered(kTwo);
  CHECK(bench.gauges().paused == 0);
  CHECK(bench.gauges().queued == 3);
  CHECK(*wait_for(bench.io, outbox.receivers("", 10)) == std::vector<std::string>{kTwo});
}

TEST_CASE("a send under way when its service is removed ends as it ends") {
  using How = store::Finished::How;
  for (const auto how : {How::delivered, How::retry, How::dead}) {
    Bench bench;
    const auto reply = bench.registered(kOne);
    bench.receiver_of(reply);
    store::Outbox outbox(*bench.db);
    const auto begun = wait_for(bench.io, outbox.next({kOne, store::now_ms(), 1}, {}));
    REQUIRE(begun);
    REQUIRE(begun->callbacks.size() == 1);
    const auto& sent = begun->callbacks.front();
    bench.ok(kRemove);
    REQUIRE(wait_for(bench.io, outbox.finish({{sent.id, sent.sends, sent.lease, how}})));
    CHECK(bench.gauges().queued == 0);
    CHECK(bench.gauges().paused == (how == How::retry ? 1 : 0));
    CHECK(bench.gauges().dead == (how == How::dead ? 1 : 0));
    if (how != How::dead) continue;
    REQUIRE(wait_for(bench.io, outbox.replay(sent.id)));
    CHECK(bench.gauges().paused == 1);
  }
}

TEST_CASE("accounts and services do not disturb one another; lists come by service name") {
  Bench bench;
  std::vector<mapping::Registration> expected;
  for (const std::string service : {"CarrierService", "DeviceUsage", "PromoChange"}) {
    expected.push_back({"0000-1", service, "http://old.example/" + service, "", ""});
  }
  const auto add = [&](const mapping::Registration& r) {
    const auto prepared = bench.ok(mapping::PrepareRegistration{r});
    bench.ok(mapping::CommitRegistration{prepared.intent});
  };
  for (auto r = expected.rbegin(); r != expected.rend(); ++r) add(*r);
  const mapping::Registration other{"0000-2", "CarrierService", "http://other.example/", "", ""};
  add(other);
  CHECK(bench.list("0000-1") == expected);
  bench.ok(kRemove);
  expected.erase(expected.begin());
  CHECK(bench.list("0000-1") == expected);
  CHECK(bench.list("0000-2") == std::vector{other});
}

TEST_CASE("two calls about one pair take turns, others need not wait") {
  Bench bench;
  bench.prepare(kOne);
  const auto soon = std::chrono::steady_clock::now() + std::chrono::milliseconds(40);
  store::Turn other;
  const auto busy = wait_for(
      bench.io, bench.registrar->perform(mapping::PrepareRegistration{carrier(kTwo)}, other, soon));
  REQUIRE(!busy);
  CHECK(busy.error().kind == store::ErrorKind::busy);
  // Half of the time is left.
  CHECK(std::chrono::steady_clock::now() < soon + std::chrono::seconds(5));
  CHECK(bench.rows() == 1);
  CHECK(wait_for(
      bench.io, bench.registrar->perform(mapping::TakeTurn{"0000-1", "DeviceUsage"}, other, soon)));

  std::vector<int> order;
  std::vector<store::Turn> turns(3);
  std::vector<std::future<store::Outcome<StoreReply>>> waiting;
  for (std::size_t i = 0; i < turns.size(); ++i) {
    auto work = [&, i]() -> boost::asio::awaitable<store::Outcome<StoreReply>> {
      const mapping::StoreCall wanted = mapping::TakeTurn{"0000-1", "CarrierService"};
      auto reply = co_await bench.registrar->perform(wanted, turns[i]);
      order.push_back(static_cast<int>(i));
      turns[i].give_up();
      co_return reply;
    };
    waiting.push_back(boost::asio::co_spawn(bench.io, work, boost::asio::use_future));
  }
  bench.io.restart();
  bench.io.poll();
  CHECK(order.empty());
  bench.turn.give_up();
  for (auto& done : waiting) {
    while (done.wait_for(std::chrono::seconds(0)) != std::future_status::ready) bench.io.run_one();
    CHECK(done.get());
  }
  CHECK(order == std::vector{0, 1, 2});
}
