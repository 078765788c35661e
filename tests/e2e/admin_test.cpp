// The operator's listener through the whole process.

#include <doctest/doctest.h>

#include <csignal>
#include <fstream>
#include <sstream>

#include "tests/e2e/envelopes.h"
#include "tests/e2e/stack.h"
#include "tests/support/paths.h"

using namespace uws::test;

namespace {

const std::string kToken = "e2e-token-of-the-operator";
const std::string kOpen = "the admin listener can be reached from the network";

int ask(Stack& stack, const std::string& line, const std::string& headers) {
  RawClient client(stack.gateway().admin_port());
  client.send(line + " HTTP/1.1\r\nConnection: close\r\n" + headers + "\r\n");
  return client.read_response().status;
}

}  // namespace

TEST_CASE("no other site's page replays a dead letter, no rebound name reads the list") {
  Stack stack;
  const std::string replay = "POST /dead_letters/1/replay";
  CHECK(ask(stack, replay, "Host: localhost\r\n") == 404);
  CHECK(ask(stack, replay, "Host: localhost\r\nSec-Fetch-Site: cross-site\r\n") == 403);
  CHECK(ask(stack, replay, "Host: localhost\r\nOrigin: http://evil.example\r\n") == 403);
  CHECK(ask(stack, "GET /dead_letters", "Host: 127.0.0.1\r\n") == 200);
  CHECK(ask(stack, "GET /dead_letters", "Host: rebound.example\r\n") == 403);
  CHECK(ask(stack, "GET /metrics", "Host: rebound.example\r\n") == 403);
  CHECK_FALSE(contains(stack.gateway().process().errors(), kOpen));
}

TEST_CASE("reachable from the network without a token it says so; with one it asks for it") {
  const Process::Environment everywhere{{"UWS_ADMIN_ADDRESS", "0.0.0.0"},
                                        {"UWS_ADMIN_HOSTS", "ops.example"}};
  Stack stack({{}, everywhere});
  CHECK(eventually([&] { return contains(stack.gateway().process().errors(), kOpen); }));
  CHECK(ask(stack, "GET /metrics", "Host: ops.example\r\n") == 200);

  stack.restart(SIGTERM, {{"UWS_ADMIN_TOKEN", kToken}});
  CHECK_FALSE(contains(stack.gateway().process().errors(), kOpen));
  CHECK(ask(stack, "GET /metrics", "Host: ops.example\r\n") == 401);
  CHECK(ask(stack, "GET /dead_letters", "Host: ops.example\r\n") == 401);
  CHECK(ask(stack, "GET /readyz", "Host: 192.0.2.1\r\n") == 200);
  CHECK(ask(stack, "GET /metrics",
            "Host: ops.example\r\nAuthorization: Bearer " + kToken + "\r\n") == 200);
  CHECK_FALSE(contains(stack.gateway().process().errors(), kToken));
}

TEST_CASE("docs/running.md explains every metric of the page") {
  Stack stack;
  RawClient client(stack.gateway().admin_port());
  client.send("GET /metrics HTTP/1.1\r\nConnection: close\r\nHost: localhost\r\n\r\n");
  const auto response = client.read_response();
  std::ifstream file(source_path("/docs/running.md"));
  const std::string docs((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  std::istringstream lines(response.body);
  int metrics = 0;
  for (std::string word, name; lines >> word;) {
    if (word != "TYPE") continue;
    ++metrics;
    lines >> name;
    CHECK_MESSAGE((contains(docs, "`" + name + "`") || contains(docs, "`" + name + "{")), name);
  }
  CHECK(metrics > 20);
}
