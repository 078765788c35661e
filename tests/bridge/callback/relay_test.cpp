#include "bridge/callback/relay.h"

#include "tests/bridge/callback/relay_bench.h"

using namespace uws;
using namespace uws::test;
using Bench = RelayBench;

namespace {

std::string with_a_new_member(const mapping::StoreReply& registered) {
  std::string body = webhook_body(registered, "r-1");
  return body.insert(body.find('{') + 1, "\"neverSeen\": 1, ");
}

}  // namespace

TEST_CASE("a webhook becomes the SOAP message the receiver expects") {
  Bench bench;
  test::ScriptedUpstream receiver(bench.outside.io,
                                  [](const Seen&) { return respond(200, "", kXml); });
  auto& gateway = bench.start();
  const auto registered = gateway.add_registration("CarrierService", receiver.url("/cb?x=1"));
  bench.send(registered, "r-1");
  REQUIRE(bench.outside.until([&] { return gateway.counters().delivered == 1; }));
  REQUIRE(receiver.seen().size() == 1);
  const auto& seen = receiver.seen().front();
  CHECK(seen.method == "POST");
  CHECK(seen.target == "/cb?x=1");
  REQUIRE(seen.headers.find("Content-Type") != nullptr);
  CHECK(*seen.headers.find("Content-Type") == "text/xml; charset=utf-8");
  REQUIRE(seen.headers.find("SOAPAction") != nullptr);
  CHECK(*seen.headers.find("SOAPAction") ==
        "\"http://nphase.com/unifiedwebservice/v2/ICallbackService/CallbackRequest\"");
  CHECK(seen.headers.find("User-Agent") == nullptr);
  CHECK(element_text(seen.body, "Username") == "client");
  CHECK(element_text(seen.body, "Password") == "its-word");
  CHECK(element_text(seen.body, "RequestId") == "r-1");
  CHECK(element_text(seen.body, "CallbackCount") == "1");
  CHECK(element_text(seen.body, "MaxCallbackThreshold") == "4");
  CHECK(seen.body.find("<Data><Data>") != std::string::npos);
  CHECK(seen.body.find(registered.callback_password) == std::string::npos);
}

TEST_CASE("order is kept and CallbackCount rises until the receiver really acknowledges") {
  Bench bench;
  test::ScriptedUpstream receiver(bench.outside.io, [](const Seen& seen) {
    if (seen.nth == 1) return respond(503, "", kXml);
    if (seen.nth == 2) return respond(200, test::kFault, kXml);
    if (seen.nth == 3) return Act{"HTTP/1.1 200 OK\r\nContent-", Act::End::reset, {}, false};
    return respond(200, test::kEmptyAnswer, kXml);
  });
  auto& gateway = bench.start();
  const auto registered = gateway.add_registration("CarrierService", receiver.url("/"));
  for (int i = 1; i <= 5; ++i) bench.send(registered, "r-" + std::to_string(i));
  REQUIRE(bench.outside.until([&] { return gateway.counters().delivered == 5; }));
  CHECK(sends(receiver) == std::vector<std::string>{"r-1/1", "r-1/2", "r-1/3", "r-1/4", "r-2/1",
                                                    "r-3/1", "r-4/1", "r-5/1"});
  CHECK(gateway.counters().retries == 3);
  CHECK(gateway.counters().dead == 0);
  REQUIRE(bench.outside.until([&] { return gateway.counters().queued == 0; }));
}

TEST_CASE("a send that ends in an exception is made again, counted and told") {
  Bench bench;
  test::ScriptedUpstream receiver(bench.outside.io,
                                  [](const Seen&) { return respond(200, "", kXml); });
  auto settings = quick_relay();
  // Nobody else finds the receiver in this time.
  settings.sweep = std::chrono::hours(1);
  auto& gateway = bench.start(std::move(settings));
  gateway.events().fail_once();
  const auto registered = gateway.add_registration("CarrierService", receiver.url("/"));
  REQUIRE(bench.outside.post(registered.callback_url, with_a_new_member(registered)) == 200);
  REQUIRE(bench.outside.until([&] { return gateway.counters().delivered == 1; }));
  CHECK(sends(receiver) == std::vector<std::string>{"r-1/2"});
  CHECK(gateway.counters().relay_restarts == 1);
  REQUIRE(gateway.warnings().size() == 2);
  CHECK(gateway.warnings().front() == "relay: a send failed: std::bad_alloc");
}

TEST_CASE("a receiver that never answers holds up nobody else") {
  Bench bench;
  test::ScriptedUpstream stuck(bench.outside.io, [](const Seen&) {
    Act silent;
    silent.silent = true;
    return silent;
  });
  test::ScriptedUpstream good(bench.outside.io, [](const Seen&) { return respond(200, "", kXml); });
  auto settings = quick_relay();
  settings.stop_grace = std::chrono::milliseconds(10);
  auto& gateway = bench.start(settings);
  const auto held = gateway.add_registration("StateService", stuck.url("/"));
  const auto free = gateway.add_registration("CarrierService", good.url("/"));
  bench.send(held, "s-1");
  REQUIRE(bench.outside.until([&] { return stuck.seen().size() == 1; }));
  std::vector<std::string> expected;
  for (int i = 1; i <= 20; ++i) {
    bench.send(free, "r-" + std::to_string(i));
    bench.send(held, "s-" + std::to_string(i + 1));
    expected.push_back("r-" + std::to_string(i) + "/1");
  }
  REQUIRE(bench.outside.until([&] { return gateway.counters().delivered == 20; }));
  CHECK(sends(good) == expected);
  CHECK(sends(stuck) == std::vector<std::string>{"s-1/1"});
  REQUIRE(bench.outside.until([&] { return gateway.counters().queued == 21; }));
  bench.stop();
  CHECK(stuck.seen().size() == 1);
}

TEST_CASE("a callback tried often enough is a dead letter and can be replayed") {
  Bench bench;
  bool well = false;
  test::ScriptedUpstream receiver(bench.outside.io, [&](const Seen& seen) {
    const bool bad = !well && element_text(seen.body, "RequestId") == "r-1";
    return respond(bad ? 400 : 200, "", kXml);
  });
  auto settings = quick_relay();
  settings.message_attempts = 2;
  auto& gateway = bench.start(settings);
  const auto registered = gateway.add_registration("CarrierService", receiver.url("/"));
  bench.send(registered, "r-1");
  bench.send(registered, "r-2");
  REQUIRE(bench.outside.until([&] { return gateway.counters().delivered == 1; }));
  CHECK(gateway.counters().dead == 1);
  const auto letters = gateway.dead_letters();
  REQUIRE(letters.size() == 1);
  CHECK(letters[0].request_id == "r-1");
  CHECK(letters[0].reason == "HTTP 400");
  CHECK(letters[0].sends == 2);
  well = true;
  REQUIRE(gateway.wait(gateway.relay().replay(letters[0].id)));
  REQUIRE(bench.outside.until([&] { return gateway.counters().delivered == 2; }));
  CHECK(sends(receiver) == std::vector<std::string>{"r-1/1", "r-1/2", "r-2/1", "r-1/3"});
  CHECK_FALSE(gateway.wait(gateway.relay().replay(letters[0].id)));
  for (const auto& line : gateway.warnings()) {
    CHECK(line.find("its-word") == std::string::npos);
    CHECK(line.find(registered.callback_password) == std::string::npos);
  }
  CHECK_FALSE(gateway.warnings().empty());
}

TEST_CASE("a callback that cannot be translated is a dead letter and blocks nobody") {
  Bench bench;
  test::ScriptedUpstream receiver(bench.outside.io,
                                  [](const Seen&) { return respond(200, "", kXml); });
  auto& gateway = bench.start();
  const auto unknown = gateway.add_registration("NoSuchService", receiver.url("/"));
  const auto known = gateway.add_registration("CarrierService", receiver.url("/"));
  bench.send(unknown, "x-1");
  bench.send(known, "r-1");
  REQUIRE(bench.outside.until([&] { return gateway.counters().delivered == 1; }));
  CHECK(sends(receiver) == std::vector<std::string>{"r-1/1"});
  const auto letters = gateway.dead_letters();
  REQUIRE(letters.size() == 1);
  CHECK(letters[0].request_id == "x-1");
}

TEST_CASE("what a gateway could not deliver, the next one does") {
  Bench bench;
  bool well = false;
  test::ScriptedUpstream receiver(bench.outside.io,
                                  [&](const Seen&) { return respond(well ? 200 : 500, "", kXml); });
  auto slow = quick_relay();
  slow.retry_schedule = {std::chrono::hours(1)};
  bench.start(slow);
  const auto registered = bench.gateway->add_registration("CarrierService", receiver.url("/"));
  for (int i = 1; i <= 3; ++i) bench.send(registered, "r-" + std::to_string(i));
  REQUIRE(bench.outside.until([&] { return bench.gateway->counters().retries == 1; }));
  bench.stop();
  well = true;
  bench.start(slow);
  REQUIRE(bench.outside.until([&] { return bench.gateway->counters().delivered == 3; }));
  CHECK(sends(receiver) == std::vector<std::string>{"r-1/1", "r-1/2", "r-2/1", "r-3/1"});
  bench.stop();
}

TEST_CASE("a graceful stop lets the send under way end and begins no other") {
  Bench bench;
  bool released = false;
  test::ScriptedUpstream receiver(bench.outside.io, [&](const Seen&) {
    auto act = respond(200, "", kXml);
    act.ready = [&] { return released; };
    return act;
  });
  auto settings = quick_relay();
  settings.stop_grace = std::chrono::minutes(1);
  bench.start(settings);
  const auto registered = bench.gateway->add_registration("CarrierService", receiver.url("/"));
  bench.send(registered, "r-1");
  bench.send(registered, "r-2");
  REQUIRE(bench.outside.until([&] { return receiver.seen().size() == 1; }));
  bench.gateway->stop_relay();
  CHECK_FALSE(bench.gateway->relay_stopped());
  released = true;
  REQUIRE(bench.outside.until([&] { return bench.gateway->relay_stopped(); }));
  bench.stop();
  CHECK(sends(receiver) == std::vector<std::string>{"r-1/1"});
  bench.start();
  REQUIRE(bench.outside.until([&] { return bench.gateway->counters().delivered == 1; }));
  CHECK(sends(receiver) == std::vector<std::string>{"r-1/1", "r-2/1"});
  bench.stop();
}

TEST_CASE("what waits for a dead receiver follows a re-registration") {
  Bench bench;
  test::ScriptedUpstream receiver(bench.outside.io,
                                  [](const Seen&) { return respond(200, "", kXml); });
  auto slow = quick_relay();
  slow.retry_schedule = {std::chrono::hours(1)};
  auto& gateway = bench.start(slow);
  const auto nobody =
      "http://127.0.0.1:" + std::to_string(test::refused_port(bench.outside.io)) + "/";
  const auto registered = gateway.add_registration("CarrierService", nobody);
  bench.send(registered, "r-1");
  bench.send(registered, "r-2");
  REQUIRE(bench.outside.until([&] { return gateway.counters().retries == 1; }));
  gateway.add_registration("CarrierService", receiver.url("/"));
  REQUIRE(bench.outside.until([&] { return gateway.counters().delivered == 2; }));
  CHECK(sends(receiver) == std::vector<std::string>{"r-1/2", "r-2/1"});
  bench.stop();
}

TEST_CASE("a member nobody knows is counted and told, and the message goes out") {
  Bench bench;
  test::ScriptedUpstream receiver(bench.outside.io,
                                  [](const Seen&) { return respond(200, "", kXml); });
  auto& gateway = bench.start();
  const auto registered = gateway.add_registration("CarrierService", receiver.url("/"));
  REQUIRE(bench.outside.post(registered.callback_url, with_a_new_member(registered)) == 200);
  REQUIRE(bench.outside.until([&] { return gateway.counters().delivered == 1; }));
  CHECK(gateway.counters().unmapped_paths == 1);
  CHECK(gateway.events().unmapped_members() ==
        std::vector<std::string>{"CarrierService neverSeen"});
}
