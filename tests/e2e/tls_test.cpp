// SOAP over TLS through the whole process: both listeners, the count of legacy clients, SIGHUP.

#include <doctest/doctest.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "tests/e2e/envelopes.h"
#include "tests/e2e/stack.h"
#include "tests/support/tls_client.h"

using namespace uws::test;

namespace {

const std::string kMove = "PUT /m2m/v1/devices/actions/move";

const Authority& authority() {
  static const Authority made;
  return made;
}

StackOptions both_listeners(const IdentityFiles& identity) {
  return {{},
          {{"UWS_TLS_PORT", "0"},
           {"UWS_TLS_CERTIFICATE", identity.certificate},
           {"UWS_TLS_KEY", identity.key},
           {"UWS_LEGACY_TLS_PORT", "0"},
           {"UWS_LEGACY_TLS_CERTIFICATE", identity.certificate},
           {"UWS_LEGACY_TLS_KEY", identity.key}}};
}

std::uint16_t port_of(Stack& stack, const std::string& name) {
  const auto line = stack.gateway().process().wait_line("listening " + name + " ");
  REQUIRE(line.has_value());
  return static_cast<std::uint16_t>(std::stoi(line->substr(line->rfind(':') + 1)));
}

TlsClientOptions speaking(int version) {
  TlsClientOptions options;
  options.authority = authority().certificate();
  options.least = options.most = version;
  return options;
}

bool send_move(TlsClient& client, const Stack& stack) {
  const auto text = envelope("CarrierService", "MoveDevice", stack.token(),
                             device_list({kIccid}) + member("AccountName", kAccount));
  return client.send(
      "POST /api/v2/CarrierService.svc HTTP/1.1\r\nHost: gateway\r\n"
      "Content-Type: text/xml; charset=utf-8\r\nSOAPAction: \"" +
      std::string(kV2) + "/ICarrierService/MoveDevice\"\r\nContent-Length: " +
      std::to_string(text.size()) + "\r\n\r\n" + text);
}

bool moved(const std::string& answer) {
  return answer.starts_with("HTTP/1.1 200") && element(answer, "a:RequestId").size() == 36;
}

void copy(const std::string& from, const std::string& to) {
  std::filesystem::copy_file(from, to, std::filesystem::copy_options::overwrite_existing);
}

}  // namespace

TEST_CASE("calls over both TLS listeners; only clients of the legacy one are counted") {
  Stack stack(both_listeners(authority().issue("gateway")));
  REQUIRE(stack.log_in() != "");
  const auto modern = port_of(stack, "soap-tls");
  const auto legacy = port_of(stack, "soap-legacy-tls");
  const std::string count = "uws_legacy_tls_clients_total{client=\"127.0.0.1\"}";

  CHECK_FALSE(TlsClient(modern, speaking(TLS1_1_VERSION)).open());
  TlsClient client(modern, speaking(TLS1_2_VERSION));
  REQUIRE(send_move(client, stack));
  CHECK(moved(client.read_response()));
  CHECK_FALSE(contains(stack.gateway().admin("/metrics").body, count));

  TlsClient old(legacy, speaking(TLS1_1_VERSION));
  CHECK(old.version() == "TLSv1.1");
  for (int i = 0; i < 2; ++i) {
    REQUIRE(send_move(old, stack));
    CHECK(moved(old.read_response()));
  }
  const auto metrics = stack.gateway().admin("/metrics").body;
  CHECK(contains(metrics, count + " 2\n"));
  CHECK(contains(metrics, "uws_http_requests_total{listener=\"soap-tls\"} 1\n"));

  stack.gateway().process().signal(SIGTERM);
  CHECK(client.ends_cleanly());
  CHECK(stack.gateway().process().wait_exit() == 0);
}

TEST_CASE(
    "SIGHUP renews the certificate without dropping a call, and a broken file changes nothing") {
  const IdentityFiles live{authority().file("live.pem"), authority().file("live.key")};
  const auto first = authority().issue("first");
  copy(first.certificate, live.certificate);
  copy(first.key, live.key);
  Stack stack(both_listeners(live));
  REQUIRE(stack.log_in() != "");
  const auto port = port_of(stack, "soap-tls");
  const auto now_serving = [&](const std::string& name) {
    return eventually([&] { return TlsClient(port, speaking(0)).server_name() == name; });
  };
  stack.script(kMove + ":delay=5000");
  TlsClient busy(port, speaking(0));
  CHECK(busy.server_name() == "first");
  REQUIRE(send_move(busy, stack));
  REQUIRE(eventually([&] { return stack.seen(kMove).size() == 1; }));

  const auto second = authority().issue("second");
  copy(second.certificate, live.certificate);
  copy(second.key, live.key);
  stack.gateway().process().signal(SIGHUP);
  CHECK(now_serving("second"));
  CHECK(moved(busy.read_response()));

  std::ofstream(live.certificate) << "broken\n";
  stack.gateway().process().signal(SIGHUP);
  CHECK(eventually(
      [&] { return occurrences(stack.gateway().process().errors(), "not reloaded") == 2; }));
  CHECK(now_serving("second"));
  stack.script_nothing();
  REQUIRE(send_move(busy, stack));
  CHECK(moved(busy.read_response()));
}

TEST_CASE("a gateway whose certificate cannot be read does not start, and says which") {
  auto identity = authority().issue("gateway");
  identity.key = authority().file("absent.key");
  try {
    const Stack stack(both_listeners(identity));
    FAIL("started");
  } catch (const std::runtime_error& error) {
    CHECK(contains(error.what(),
                   "[tls] key: must be a file that can be read, got \"" + identity.key));
  }
}

TEST_CASE(
    "required client certificates are no matter of the other listeners, and the log says so") {
  auto options = both_listeners(authority().issue("gateway"));
  options.gateway.emplace_back("UWS_TLS_CLIENT_CA", authority().certificate());
  options.gateway.emplace_back("UWS_TLS_CLIENT_AUTH", "required");
  Stack stack(options);
  const std::string open = "this listener is open to all\" listener=";
  REQUIRE(stack.log_in() != "");
  CHECK(eventually([&] { return occurrences(stack.gateway().process().errors(), open) == 2; }));
  const auto log = stack.gateway().process().errors();
  CHECK(contains(log, open + "soap "));
  CHECK(contains(log, open + "soap-legacy-tls "));
}

TEST_CASE("the plain listener can be closed") {
  const auto identity = authority().issue("gateway");
  SimProcess sim({});
  TempDir directory;
  auto variables = gateway_variables(sim.port(), (directory / "store.db").string());
  set(variables, {{"UWS_LISTEN_ENABLED", "false"},
                  {"UWS_TLS_PORT", "0"},
                  {"UWS_TLS_CERTIFICATE", identity.certificate},
                  {"UWS_TLS_KEY", identity.key}});
  GatewayProcess gateway(variables);
  const auto port = gateway.process().port_of("soap-tls");
  TlsClient client(port, speaking(0));
  REQUIRE(client.send("GET /api/v2/CarrierService.svc HTTP/1.0\r\n\r\n"));
  const auto page = client.read_response();
  CHECK(page.starts_with("HTTP/1.1 200"));
  CHECK(contains(page, "127.0.0.1:" + std::to_string(port) + "/api/v2/CarrierService.svc?wsdl"));
  CHECK(gateway.end(SIGTERM) == 0);
  CHECK_FALSE(contains(gateway.process().output(), "listening soap "));
}
