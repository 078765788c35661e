// Who still calls: uws-bridge clients beside a gateway that runs, over its restarts and its end.

#include <doctest/doctest.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <csignal>
#include <fstream>
#include <sstream>

#include "bridge/recording/files.h"
#include "tests/e2e/envelopes.h"
#include "tests/e2e/stack.h"
#include "tests/support/tls_client.h"

using namespace uws::test;
using uws::simulator::Json;

namespace {

Json listed(Stack& stack, std::vector<std::string> words = {}) {
  words.insert(words.begin(), {"clients", "--json"});
  const auto ran = run_beside(stack, words);
  CHECK_MESSAGE(ran.code == 0, ran.err);
  return ran.json()["clients"];
}

// The one client of that stack.
Json client_of(const Json& clients, const std::string& stack) {
  Json found;
  for (const auto& one : clients) {
    if (one["stack"] != stack) continue;
    CHECK(found.is_null());
    found = one;
  }
  return found;
}

// A MoveDevice as a stack writes it that calls SOAP's namespace `prefix`.
std::string move_of(const Stack& stack, const std::string& prefix, const std::string& headers) {
  const auto text = envelope("CarrierService", "MoveDevice", stack.token(),
                             device_list({kIccid}) + member("AccountName", kAccount));
  return http_post("CarrierService", "MoveDevice", replaced(text, "soapenv", prefix), headers);
}

int send(Stack& stack, const std::string& request) {
  RawClient client(stack.gateway().soap_port());
  client.send(request);
  return client.read_response().status;
}

StackOptions with_tls(const IdentityFiles& identity) {
  return {{},
          {{"UWS_TLS_PORT", "0"},
           {"UWS_TLS_CERTIFICATE", identity.certificate},
           {"UWS_TLS_KEY", identity.key}}};
}

// Calls of all clients, read past the gateway; -1 while the file is not to be read.
long long calls_in(const std::string& file) {
  try {
    soci::session db(*soci::factory_sqlite3(), "db=" + file + " readonly=true");
    long long calls = 0;
    db << "SELECT COALESCE(SUM(calls), 0) FROM clients", soci::into(calls);
    return calls;
  } catch (const soci::soci_error&) {
    return -1;
  }
}

std::size_t widest(const std::string& text) {
  std::istringstream lines(text);
  std::size_t most = 0;
  for (std::string line; std::getline(lines, line);) most = std::max(most, line.size());
  return most;
}

}  // namespace

TEST_CASE("clients are told apart by stack, user agent and TLS, and what they call is counted") {
  const Authority authority;
  Stack stack(with_tls(authority.issue("gateway")));
  REQUIRE(stack.log_in() != "");
  CHECK(send(stack, move_of(stack, "soapenv", "User-Agent: Axis/1.4\r\n")) == 200);
  CHECK(send(stack, move_of(stack, "soapenv", "User-Agent: Axis/1.4\r\n")) == 200);
  CHECK(send(stack, replaced(move_of(stack, "SOAP-ENV", "User-Agent: gSOAP/2.8\r\n"),
                             "ICarrierService/MoveDevice", "ICarrierService/MoveHouse")) == 500);
  TlsClientOptions options;
  options.authority = authority.certificate();
  options.least = options.most = TLS1_2_VERSION;
  TlsClient secure(stack.gateway().process().port_of("soap-tls"), options);
  REQUIRE(secure.send(move_of(stack, "S", "User-Agent: JAX-WS RI 2.3.3\r\n")));
  CHECK(secure.read_response().starts_with("HTTP/1.1 200"));

  const auto clients = listed(stack);
  const auto axis = client_of(clients, "Axis 1.x");
  CHECK(axis["address"] == "127.0.0.1");
  CHECK(axis["user_agent"] == "Axis/1.4");
  CHECK(axis["tls"] == "");
  CHECK(axis["calls"] == 2);
  CHECK(axis["faults"] == 0);
  REQUIRE(axis["operations"].size() == 1);
  CHECK(axis["operations"][0]["operation"] == "CarrierService.MoveDevice");
  CHECK(axis["first_seen"] <= axis["last_seen"]);
  const auto gsoap = client_of(clients, "gSOAP");
  CHECK(gsoap["faults"] == 1);
  CHECK(gsoap["operations"][0]["operation"] == "-");
  CHECK(client_of(clients, "JAX-WS RI")["tls"] == "TLSv1.2");
  CHECK(clients[0]["stack"] == "JAX-WS RI");
  CHECK(listed(stack, {"--operation", "LogIn"}).size() == 1);
  CHECK(listed(stack, {"--stack", "gSOAP"}).size() == 1);
  CHECK(listed(stack, {"--since", "1h"}).size() == clients.size());
  CHECK(listed(stack, {"--silent", "1h"}).empty());
  CHECK(listed(stack, {"--silent", "2100-01-01"}).size() == clients.size());

  const auto table = run_beside(stack, {"clients"}).out;
  CHECK(table.starts_with("address    stack"));
  CHECK(contains(table, "\n127.0.0.1  JAX-WS RI"));
  CHECK(contains(table, "TLSv1.2"));
  CHECK(widest(table) <= 100);
  const auto operations = run_beside(stack, {"clients", "--operations", "--stack", "Axis 1.x"}).out;
  CHECK(operations.starts_with("127.0.0.1  Axis 1.x  TLS: none  user agent: Axis/1.4\n"));
  CHECK(contains(operations, "\n  CarrierService.MoveDevice  "));
  CHECK(run_beside(stack, {"clients", "--silent", "30d"}).out == "no clients\n");
  CHECK(run_beside(stack, {"clients", "--silent", "soon"}).code == 2);
}

TEST_CASE("a drain loses nothing of the census, a kill what was not written yet") {
  Stack stack;
  REQUIRE(stack.log_in() != "");
  CHECK(send(stack, move_of(stack, "soapenv", "User-Agent: Axis/1.4\r\n")) == 200);
  stack.restart(SIGTERM);
  CHECK(client_of(listed(stack), "Axis 1.x")["calls"] == 1);

  CHECK(send(stack, move_of(stack, "soapenv", "User-Agent: Axis/1.4\r\n")) == 200);
  // By itself, within seconds: nobody asks the gateway for it.
  REQUIRE(eventually([&] { return calls_in(stack.store_file()) == 3; }));
  stack.restart(SIGKILL);
  const auto axis = client_of(listed(stack), "Axis 1.x");
  CHECK(axis["calls"] == 2);
  CHECK(axis["first_seen"] < axis["last_seen"]);
}

TEST_CASE("nothing secret gets into the census, and no client can make it say anything") {
  Stack stack;
  REQUIRE(stack.log_in() != "");
  const std::string bearer = "b3arer-of-somebody";
  for (const auto& agent : {"Bearer " + bearer, "Fleet " + stack.token(), std::string(9'000, '<'),
                            std::string("\xe2\x80\xae\xff\tx")}) {
    CHECK(send(stack, replaced(move_of(stack, "x",
                                       "User-Agent: " + agent + "\r\nAuthorization: Bearer " +
                                           bearer + "\r\n"),
                               ".svc HTTP", ".svc?key=" + bearer + " HTTP")) == 200);
  }
  const auto clients = listed(stack);
  REQUIRE(clients.size() == 5);
  for (const auto& one : clients) {
    CAPTURE(one.dump());
    const auto agent = one["user_agent"].get<std::string>();
    CHECK(agent.size() < 130);
    CHECK(agent.find_first_of("\t\xff") == std::string::npos);
    CHECK_FALSE(contains(agent, "\xe2\x80\xae"));
  }
  const auto shown = run_beside(stack, {"clients", "--operations"}).out + clients.dump();
  stack.gateway().end(SIGTERM);
  const auto kept = uws::recording::read_text(stack.store_file());
  REQUIRE(kept);
  for (const auto& secret : {bearer, stack.token()}) {
    CHECK_FALSE(contains(shown, secret));
    CHECK_FALSE(contains(*kept, secret));
  }
}

TEST_CASE("a census that is switched off sees nobody") {
  Stack stack({{}, {{"UWS_CENSUS_ENABLED", "false"}}});
  REQUIRE(stack.log_in() != "");
  CHECK(listed(stack).empty());
}

TEST_CASE("while the old service answers, its clients are counted all the same") {
  Stack old;
  Stack stack({{},
               {{"UWS_SHADOW_OLD_SERVICE_URL",
                 "http://127.0.0.1:" + std::to_string(old.gateway().soap_port())},
                {"UWS_SHADOW_SERVE", "old"}}});
  REQUIRE(stack.log_in() != "");
  CHECK(send(stack, move_of(stack, "soapenv", "User-Agent: Axis/1.4\r\n")) == 200);
  const auto axis = client_of(listed(stack), "Axis 1.x");
  CHECK(axis["calls"] == 1);
  CHECK(axis["faults"] == 0);
  CHECK(listed(stack).size() == 2);
}
