#include "bridge/callback/webhook.h"

#include <doctest/doctest.h>
#include <soci/soci.h>

#include "base/base64.h"
#include "bridge/callback/webhook_body.h"
#include "bridge/http/outbreak.h"
#include "tests/bridge/callback/gateway.h"
#include "tests/bridge/callback/outside.h"
#include "tests/support/temp_dir.h"

using namespace uws;
using test::webhook_body;

namespace {

// A gateway that only keeps what it gets.
struct Bench {
  explicit Bench(callback::WebhookSettings settings = {})
      : gateway((dir / "s.db").string(), test::quick_relay(), false, settings) {}

  test::TempDir dir;
  test::Outside outside;
  test::Gateway gateway;
  mapping::StoreReply registered =
      gateway.add_registration("CarrierService", "http://old.example/carrier");

  long long queued() {
    auto outbox = gateway.outbox();
    auto gauges = gateway.wait(outbox.gauges());
    REQUIRE(gauges);
    return gauges->queued;
  }
  // Of all dead letters, by age.
  std::vector<std::string> dead_bodies() {
    auto read = [](soci::session& db) {
      std::vector<std::string> found;
      std::string body;
      soci::statement rows =
          (db.prepare << "SELECT body FROM outbox WHERE state = 'dead' ORDER BY id",
           soci::into(body));
      rows.execute();
      while (rows.fetch()) found.push_back(base::from_base64(body));
      return found;
    };
    auto bodies = gateway.wait(gateway.store().perform(read));
    REQUIRE(bodies);
    return *bodies;
  }
  bool sql(const std::string& statement) {
    store::Store::Job job = [statement](soci::session& db) { db << statement; };
    return !gateway.wait(gateway.store().run(std::move(job)));
  }
};

}  // namespace

TEST_CASE("a webhook is on the disk when it is answered") {
  Bench bench;
  CHECK(bench.outside.post(bench.registered.callback_url, webhook_body(bench.registered, "r-1")) ==
        200);
  CHECK(bench.queued() == 1);
  CHECK(bench.gateway.counters().received == 1);
  CHECK(bench.gateway.counters().stored == 1);
}

TEST_CASE("wrong secrets are refused and store nothing") {
  Bench bench;
  const auto good = webhook_body(bench.registered, "r-1");
  auto url = bench.registered.callback_url;
  url.back() = url.back() == '0' ? '1' : '0';
  CHECK(bench.outside.post(url, good) == 404);
  CHECK(bench.outside.post(url, "not json") == 404);
  CHECK(bench.outside.post(bench.registered.callback_url + "0", good) == 404);
  CHECK(bench.outside.post(bench.gateway.public_url() + "/callbacks/", good) == 404);
  CHECK(bench.outside.post(bench.gateway.public_url() + "/", good) == 404);
  CHECK(bench.outside.call("GET", bench.registered.callback_url, "") == 405);
  CHECK(bench.gateway.counters().refused_address == 2);

  auto wrong = bench.registered;
  wrong.callback_password.back() = '-';
  CHECK(bench.outside.post(bench.registered.callback_url, webhook_body(wrong, "r-1")) == 403);
  wrong = bench.registered;
  wrong.callback_username.clear();
  CHECK(bench.outside.post(bench.registered.callback_url, webhook_body(wrong, "r-1")) == 403);
  CHECK(bench.outside.post(bench.registered.callback_url, "{}") == 403);
  CHECK(bench.outside.post(bench.registered.callback_url,
                           R"({"inner":)" + webhook_body(bench.registered, "r-1") + "}") == 403);
  CHECK(bench.gateway.counters().refused_credentials == 4);
  CHECK(bench.queued() == 0);
  CHECK(bench.gateway.dead_letters().empty());
}

TEST_CASE("a body nobody can read is kept as a dead letter and acknowledged") {
  Bench bench;
  const std::string deep = std::string(100, '[') + std::string(100, ']');
  const std::vector<std::string> bodies = {
      "not json", "", "[]", "\"text\"", "{\"username\":\"\xff\"}", R"({"a":)" + deep + "}"};
  for (const auto& body : bodies) {
    CHECK(bench.outside.post(bench.registered.callback_url, body) == 200);
  }
  const auto letters = bench.gateway.dead_letters();
  REQUIRE(letters.size() == bodies.size());
  for (const auto& letter : letters) CHECK(letter.service == "CarrierService");
  CHECK(bench.dead_bodies() == bodies);
  CHECK(bench.gateway.counters().unreadable == bodies.size());
  CHECK(bench.queued() == 0);
}

TEST_CASE("bodies nobody can read have limits of their own, each told once") {
  callback::WebhookSettings settings;
  settings.most_unreadable_bytes = 10;
  settings.most_unreadable = 2;
  Bench bench(settings);
  const auto& url = bench.registered.callback_url;
  const auto good = webhook_body(bench.registered, "r-1");
  for (int i = 0; i < 2; ++i) {
    CHECK(bench.outside.post(url, "not json 11") == 413);
    CHECK(bench.outside.post(url, "not json10") == 200);
  }
  for (int i = 0; i < 2; ++i) CHECK(bench.outside.post(url, "not json") == 503);
  CHECK(bench.outside.post(url, good) == 200);
  CHECK(bench.outside.post(url, "not json 11") == 413);
  const auto& counters = bench.gateway.counters();
  CHECK(counters.unreadable == 2);
  CHECK(counters.unreadable_too_large == 3);
  CHECK(counters.unreadable_refused == 2);
  CHECK(counters.dead == 2);
  CHECK(counters.store_failures == 0);
  CHECK(bench.gateway.dead_letters().size() == 2);
  CHECK(bench.queued() == 1);
  const auto told = bench.gateway.warnings();
  REQUIRE(told.size() == 3);
  CHECK(told[0] == "webhook: a body of 11 bytes is not JSON and refused");
  CHECK(told[1] == "webhook: a body is not JSON and kept as dead letter 1");
  CHECK(told[2] == "webhook: bodies that are not JSON are refused: 2 are kept");
}

TEST_CASE("a body nobody can read is kept up to 256 KiB") {
  Bench bench;
  const auto& url = bench.registered.callback_url;
  CHECK(bench.outside.post(url, std::string(256 * 1024, 'x')) == 200);
  CHECK(bench.outside.post(url, std::string(256 * 1024 + 1, 'x')) == 413);
  CHECK(bench.gateway.dead_letters().size() == 1);
}

TEST_CASE("an outbreak goes on while its events are close together") {
  http::Outbreak outbreak(std::chrono::minutes(10));
  const http::Outbreak::Clock::time_point start{};
  const auto at = [&](int minute) { return outbreak.begins(start + std::chrono::minutes(minute)); };
  CHECK(at(0));
  CHECK_FALSE(at(0));
  CHECK_FALSE(at(10));
  CHECK_FALSE(at(20));
  CHECK(at(31));
  CHECK_FALSE(at(32));
}

TEST_CASE("the platform's second send of a callback is acknowledged, not stored") {
  Bench bench;
  const auto& url = bench.registered.callback_url;
  CHECK(bench.outside.post(url, webhook_body(bench.registered, "r-1", 1)) == 200);
  CHECK(bench.outside.post(url, webhook_body(bench.registered, "r-1", 1)) == 200);
  CHECK(bench.outside.post(url, webhook_body(bench.registered, "r-1", 2)) == 200);
  CHECK(bench.queued() == 1);
  CHECK(bench.gateway.counters().duplicates == 2);
  // After a re-registration the old address still takes it, and still knows it.
  const auto renewed =
      bench.gateway.add_registration("CarrierService", "http://old.example/carrier");
  CHECK(bench.outside.post(url, webhook_body(bench.registered, "r-1", 3)) == 200);
  CHECK(bench.outside.post(renewed.callback_url, webhook_body(renewed, "r-1", 4)) == 200);
  CHECK(bench.queued() == 1);
  CHECK(bench.outside.post(url, webhook_body(bench.registered, "r-2", 1)) == 200);
  CHECK(bench.queued() == 2);
}

TEST_CASE("equal callbacks without a request ID are two callbacks") {
  Bench bench;
  for (int i = 0; i < 2; ++i) {
    CHECK(bench.outside.post(bench.registered.callback_url, webhook_body(bench.registered, "")) ==
          200);
  }
  CHECK(bench.queued() == 2);
}

TEST_CASE("only a callback with its credentials proves an address the platform was told") {
  Bench bench;
  const auto told = bench.gateway.add_intent("CarrierService", "http://new.example/carrier");
  CHECK(bench.outside.post(told.callback_url, "not json") == 404);
  CHECK(bench.outside.post(told.callback_url, webhook_body(bench.registered, "r-1")) == 403);
  CHECK(bench.outside.post(bench.registered.callback_url, webhook_body(bench.registered, "r-1")) ==
        200);
  auto outbox = bench.gateway.outbox();
  CHECK(*bench.gateway.wait(outbox.receivers("", 9)) ==
        std::vector<std::string>{"http://old.example:80"});
  CHECK(bench.gateway.dead_letters().empty());
  CHECK(bench.outside.post(told.callback_url, webhook_body(told, "r-2")) == 200);
  CHECK(*bench.gateway.wait(outbox.receivers("", 9)) ==
        std::vector<std::string>{"http://new.example:80"});
  CHECK(bench.outside.post(told.callback_url, "not json") == 200);
}

TEST_CASE("a store that fails makes the platform send again") {
  Bench bench;
  const auto body = webhook_body(bench.registered, "r-1");
  REQUIRE(bench.sql("ALTER TABLE outbox RENAME TO away"));
  CHECK(bench.outside.post(bench.registered.callback_url, body) == 503);
  CHECK(bench.gateway.counters().store_failures == 1);
  REQUIRE(bench.sql("ALTER TABLE away RENAME TO outbox"));
  CHECK(bench.outside.post(bench.registered.callback_url, body) == 200);
  CHECK(bench.queued() == 1);
}

TEST_CASE("the fingerprint tells contents apart and ignores what differs between two sends") {
  const auto print = [](const std::string& body) {
    const auto facts = callback::read_body(body);
    REQUIRE(facts.readable);
    return facts.fingerprint;
  };
  const auto base = print(R"({"requestId":"r","x":{"callbackCount":1,"y":[1,2.50,true,null]}})");
  CHECK(base == print(R"( {"requestId" : "r", "x":{"callbackCount":1,"y":[1,2.50,true,null]}})"));
  CHECK(base == print(R"({"username":"u","requestId":"r","password":"p","callbackCount":{"a":[3]},
                         "x":{"callbackCount":1,"y":[1,2.50,true,null]}})"));
  CHECK(base == print(R"({"x":{"y":[1,2.50,true,null],"callbackCount":1},"requestId":"r"})"));
  CHECK(base != print(R"({"requestId":"r","x":{"callbackCount":1,"y":[2.50,1,true,null]}})"));
  CHECK(base != print(R"({"requestId":"r","x":{"callbackCount":2,"y":[1,2.50,true,null]}})"));
  CHECK(base != print(R"({"requestId":"r","x":{"callbackCount":1,"y":[1,2.51,true,null]}})"));
  CHECK(base != print(R"({"requestId":"r","x":{"callbackCount":1,"y":[1,2.50,true]}})"));
  CHECK(print(R"({"a":"1"})") != print(R"({"a":1})"));
  CHECK(print(R"({"a":["b","c"]})") != print(R"({"a":["bc"]})"));
  CHECK(print(R"({"a":{"b":1}})") != print(R"({"a":{},"b":1})"));
  CHECK(callback::read_body(R"({"requestId":7})").request_id.empty());
  CHECK(print(R"({"a":1,"b":2})") != print(R"({"a":2,"b":1})"));
  CHECK(print(R"({"a":{"b":1},"c":{}})") != print(R"({"a":{},"c":{"b":1}})"));
  CHECK(callback::read_body(R"({"x":{"username":"u"}})").username.empty());
}

TEST_CASE("a callback's device is the first that it names") {
  const auto device = [](const std::string& ids) {
    return callback::read_body(R"({"x":{"id":"no"},"deviceIds":)" + ids + R"(,"y":"no"})").device;
  };
  CHECK(device(R"([{"id":"1","kind":"imei"},{"id":"2","kind":"iccid"}])") == "1");
  CHECK(device(R"([{"kind":"imei","id":"1"}])") == "1");
  CHECK(device(R"({"kind":"imei","id":"1"})") == "1");
  CHECK(device(R"(["1","2"])") == "1");
  CHECK(device(R"("1")") == "1");
  CHECK(device("[]").empty());
  CHECK(device(R"([{"kind":"imei","more":{"id":"no"}}])").empty());
  CHECK(callback::read_body("{}").device.empty());
}
