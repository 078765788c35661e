#include "bridge/http/tls.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "bridge/http/client_counts.h"
#include "tests/bridge/http/server_run.h"
#include "tests/support/raw_client.h"
#include "tests/support/tls_client.h"

using namespace uws::test;
using namespace std::chrono_literals;
namespace http = uws::http;
using http::ClientAuth;
using http::TlsContext;
using http::TlsLevel;

namespace {

// One for the whole program: making keys takes a while.
const Authority& authority() {
  static const Authority made;
  return made;
}

const IdentityFiles& identity() {
  static const IdentityFiles made = authority().issue("server");
  return made;
}

http::TlsSettings settings(TlsLevel level = TlsLevel::intermediate) {
  http::TlsSettings made;
  made.certificate = identity().certificate;
  made.key = identity().key;
  made.level = level;
  return made;
}

std::shared_ptr<TlsContext> context(const http::TlsSettings& from) {
  auto loaded = TlsContext::load(from);
  if (!loaded) FAIL(loaded.error());
  return *loaded;
}

TlsClientOptions speaking(int version) {
  TlsClientOptions options;
  options.authority = authority().certificate();
  options.least = options.most = version;
  return options;
}

bool serves(TlsClient& client) {
  return client.open() && client.send(get("/a")) && client.read_response().ends_with("GET /a?\n");
}

void copy(const std::string& from, const std::string& to) {
  std::filesystem::copy_file(from, to, std::filesystem::copy_options::overwrite_existing);
}

}  // namespace

TEST_CASE("the modern listener speaks TLS 1.2 and 1.3 and nothing older") {
  ServerRun run({}, 2, context(settings()));
  TlsClient newest(run.port(), speaking(TLS1_3_VERSION));
  CHECK(newest.version() == "TLSv1.3");
  CHECK(serves(newest));
  CHECK(run.seen().tls);
  TlsClient older(run.port(), speaking(TLS1_2_VERSION));
  CHECK(older.version() == "TLSv1.2");
  CHECK(serves(older));
  CHECK(serves(older));
  CHECK(run.counters().handshake_failures == 0);

  CHECK_FALSE(TlsClient(run.port(), speaking(TLS1_1_VERSION)).open());
  CHECK_FALSE(TlsClient(run.port(), speaking(TLS1_VERSION)).open());
  auto no_forward_secrecy = speaking(TLS1_2_VERSION);
  no_forward_secrecy.ciphers = "AES128-GCM-SHA256:ECDHE-RSA-AES128-SHA";
  CHECK_FALSE(TlsClient(run.port(), no_forward_secrecy).open());
  CHECK(eventually([&] { return run.counters().handshake_failures == 3; }));
}

TEST_CASE("the legacy listener speaks TLS 1.0 to 1.3") {
  ServerRun run({}, 2, context(settings(TlsLevel::legacy)));
  for (const int version : {TLS1_VERSION, TLS1_1_VERSION, TLS1_2_VERSION, TLS1_3_VERSION}) {
    CAPTURE(version);
    TlsClient client(run.port(), speaking(version));
    CHECK(serves(client));
  }
  auto old_cipher = speaking(TLS1_1_VERSION);
  old_cipher.ciphers = "AES128-SHA";
  TlsClient client(run.port(), old_cipher);
  CHECK(serves(client));
}

TEST_CASE("ALPN is http/1.1 or nothing, and nobody renegotiates") {
  ServerRun run({}, 2, context(settings()));
  auto options = speaking(TLS1_2_VERSION);
  options.protocol = "http/1.1";
  TlsClient client(run.port(), options);
  CHECK(client.protocol() == "http/1.1");
  CHECK(serves(client));
  CHECK_FALSE(client.renegotiate());
  options.protocol = "h2";
  CHECK_FALSE(TlsClient(run.port(), options).open());
}

TEST_CASE("large bodies go both ways, and the end of a connection is announced") {
  ServerRun run({}, 2, context(settings()));
  TlsClient client(run.port(), speaking(0));
  const std::string body(3'000'000, 'b');
  REQUIRE(client.send(post("/a", body)));
  CHECK(client.read_response().ends_with("POST /a?\n" + body));
  REQUIRE(client.send(get("/b") + get("/close")));
  CHECK(client.read_response().ends_with("GET /b?\n"));
  CHECK(client.read_response().ends_with("GET /close?\n"));
  CHECK(client.ends_cleanly());
}

TEST_CASE("a client that does not shake hands is let go after the header timeout") {
  http::Limits limits;
  limits.header_timeout = 100ms;
  ServerRun run(limits, 1, context(settings()));
  RawClient silent(run.port());
  CHECK(silent.read_until_close().empty());
  RawClient plain(run.port());
  REQUIRE(plain.send(get("/a")));
  CHECK(plain.read_until_close().find("HTTP/1.1") == std::string::npos);
  CHECK(eventually([&] { return run.counters().handshake_failures == 2; }));
}

TEST_CASE("a drain answers what is in flight, pipelined requests included, and announces the end") {
  ServerRun run({}, 2, context(settings()));
  TlsClient idle(run.port(), speaking(0));
  CHECK(serves(idle));
  TlsClient busy(run.port(), speaking(0));
  REQUIRE(busy.send(get("/wait")));
  REQUIRE(busy.send(get("/b")));
  REQUIRE(eventually([&] { return run.waiting() == 1; }));
  run.drain(60s);
  CHECK(idle.ends_cleanly());
  run.open_gate();
  for (const std::string end : {"waited", "GET /b?\n"}) {
    const std::string response = busy.read_response();
    CHECK_MESSAGE(response.ends_with(end), response);
  }
  CHECK(busy.ends_cleanly());
}

TEST_CASE("client certificates: none asked for, optional, required") {
  const Authority strangers("strangers");
  auto with_own = speaking(0);
  with_own.identity = authority().issue("client");
  auto with_strange = speaking(0);
  with_strange.identity = strangers.issue("stranger");
  auto wanted = settings();
  wanted.client_ca = authority().certificate();
  const auto outcome = [](ServerRun& run, const TlsClientOptions& options) {
    TlsClient client(run.port(), options);
    return serves(client);
  };
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    CAPTURE(version);
    for (auto* options : {&with_own, &with_strange}) options->least = options->most = version;
    wanted.client_auth = ClientAuth::optional;
    ServerRun optional({}, 1, context(wanted));
    CHECK(outcome(optional, speaking(version)));
    CHECK(outcome(optional, with_own));
    CHECK_FALSE(outcome(optional, with_strange));
    wanted.client_auth = ClientAuth::required;
    ServerRun required({}, 1, context(wanted));
    CHECK_FALSE(outcome(required, speaking(version)));
    CHECK(outcome(required, with_own));
    CHECK_FALSE(outcome(required, with_strange));
  }
}

TEST_CASE("a reload is for new connections; a call in flight is answered on its own") {
  auto from = settings();
  from.certificate = authority().file("live.pem");
  from.key = authority().file("live.key");
  copy(identity().certificate, from.certificate);
  copy(identity().key, from.key);
  const auto tls = context(from);
  ServerRun run({}, 2, tls);
  TlsClient before(run.port(), speaking(0));
  CHECK(before.server_name() == "server");
  REQUIRE(before.send(get("/wait")));
  REQUIRE(eventually([&] { return run.waiting() == 1; }));

  const auto renewed = authority().issue("renewed");
  copy(renewed.certificate, from.certificate);
  copy(renewed.key, from.key);
  REQUIRE(tls->reload().has_value());
  TlsClient after(run.port(), speaking(0));
  CHECK(after.server_name() == "renewed");
  CHECK(serves(after));
  run.open_gate();
  CHECK(before.read_response().ends_with("waited"));
  CHECK(serves(before));

  // The old key with the new certificate, then no certificate at all.
  copy(identity().key, from.key);
  const auto mismatch = tls->reload();
  REQUIRE_FALSE(mismatch.has_value());
  CHECK(mismatch.error().find(from.key) != std::string::npos);
  std::ofstream(from.certificate) << "not a certificate\n";
  const auto broken = tls->reload();
  REQUIRE_FALSE(broken.has_value());
  CHECK(broken.error().find(from.certificate) != std::string::npos);
  std::filesystem::remove(from.certificate);
  CHECK_FALSE(tls->reload().has_value());
  TlsClient later(run.port(), speaking(0));
  CHECK(later.server_name() == "renewed");
  CHECK(serves(later));
}

TEST_CASE("what cannot be loaded is said with the file's name, and no secret of it") {
  auto missing = settings();
  missing.key = authority().file("absent.key");
  const auto absent = TlsContext::load(missing);
  REQUIRE_FALSE(absent.has_value());
  CHECK(absent.error() == missing.key + ": No such file or directory");
  auto authorities = settings();
  authorities.client_auth = ClientAuth::required;
  authorities.client_ca = identity().key;
  const auto wrong = TlsContext::load(authorities);
  REQUIRE_FALSE(wrong.has_value());
  CHECK(wrong.error().find(identity().key + ": no usable certificates") == 0);
}

TEST_CASE("clients are counted by address, whatever their port") {
  http::ClientCounts clients;
  clients.count("192.0.2.7:40001");
  clients.count("192.0.2.7:40002");
  clients.count("[2001:db8::1]:443");
  for (int i = 0; i < 2'000; ++i) {
    clients.count("10.0." + std::to_string(i / 250) + "." + std::to_string(i % 250) + ":1");
  }
  clients.count("192.0.2.7:40003");
  const auto counts = clients.counts();
  CHECK(counts.at("192.0.2.7") == 3);
  CHECK(counts.at("2001:db8::1") == 1);
  CHECK(counts.at("other") == 1'002);
  CHECK(counts.size() == 1'001);
}

TEST_CASE("over TLS, too, a connection without a place gets a 503 it can read") {
  http::Limits limits;
  limits.max_connections = 1;
  limits.place_timeout = 50ms;
  ServerRun run(limits, 2, context(settings()));
  TlsClient caller(run.port(), speaking(0));
  REQUIRE(caller.send(get("/wait")));
  REQUIRE(eventually([&] { return run.waiting() == 1; }));
  TlsClient late(run.port(), speaking(0));
  REQUIRE(late.open());
  const auto refused = late.read_response();
  CHECK(refused.starts_with("HTTP/1.1 503"));
  CHECK(refused.find("Connection: close\r\n") != std::string::npos);
  CHECK(late.ends_cleanly());
  run.open_gate();
  CHECK(caller.read_response().ends_with("waited"));
  TlsClient next(run.port(), speaking(0));
  CHECK(serves(next));
  CHECK(run.counters().turned_away == 1);
  CHECK(run.counters().gave_way == 1);
}

TEST_CASE("who does not shake hands gives way to who does") {
  http::Limits limits;
  limits.max_connections = 3;
  ServerRun run(limits, 2, context(settings()));
  std::vector<std::unique_ptr<RawClient>> silent;
  for (int i = 0; i < 3; ++i) silent.push_back(std::make_unique<RawClient>(run.port()));
  REQUIRE(eventually([&] { return run.counters().open == 3; }));
  TlsClient client(run.port(), speaking(0));
  CHECK(serves(client));
  CHECK(run.counters().gave_way == 1);
}

TEST_CASE("over TLS, too, an answer that is not taken is cut") {
  http::Limits limits;
  limits.body_timeout = 300ms;
  ServerRun run(limits, 2, context(settings()));
  TlsClient client(run.port(), speaking(0));
  REQUIRE(client.send(get("/big?60000000")));
  REQUIRE(eventually([&] { return run.counters().requests == 1; }));
  CHECK(eventually([&] { return run.counters().open == 0; }));
}
