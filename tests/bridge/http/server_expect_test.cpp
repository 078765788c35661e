// Expect, and answers that come before the body of their request.

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/bridge/http/server_run.h"
#include "tests/support/raw_client.h"

using namespace uws::test;
namespace http = uws::http;

namespace {

const std::string kExpect = "Expect: 100-continue\r\n";
const std::string kSmuggled = post("/smuggled", "s");

http::Limits small() {
  http::Limits limits;
  limits.max_body_bytes = 5'000;
  return limits;
}

void check_ends(RawClient& client, int status) {
  auto const response = client.read_response();
  CHECK(response.status == status);
  CHECK(response.header("Connection") == "close");
  CHECK(client.read_until_close().empty());
  CHECK_FALSE(client.was_reset());
}

std::string head_of(const std::string& request) {
  return request.substr(0, request.find("\r\n\r\n") + 4);
}

}  // namespace

TEST_CASE("an expectation nobody knows is 417, with and without a body, and ends the connection") {
  ServerRun run(small());
  std::vector<std::string> const odd = {
      "200-ok",   "100-continue, 200-ok", "100-continue;q=1",          "100",
      "continue", "\"100-continue\"",     "100-continue 100-continue", "100-continue,"};
  for (const auto& value : odd) {
    CAPTURE(value);
    auto const header = "Expect: " + value + "\r\n";
    for (const auto& request : {post("/a", "body", header), get("/a", header),
                                post("/a", "", header), head_of(post("/a", "body", header))}) {
      RawClient client(run.port());
      REQUIRE(client.send(request + kSmuggled));
      check_ends(client, 417);
    }
  }
  CHECK(run.counters().requests == 0);
}

TEST_CASE("an empty Expect, one of HTTP/1.0 and one on a GET change nothing") {
  ServerRun run(small());
  RawClient client(run.port());
  REQUIRE(client.send(post("/a", "b", "Expect:\r\n")));
  CHECK(client.read_response().body == "POST /a?\nb");
  REQUIRE(client.send(get("/g", kExpect)));
  CHECK(client.read_response().body == "GET /g?\n");
  for (const char* value : {"100-continue", "something"}) {
    REQUIRE(client.send(std::string("POST /o HTTP/1.0\r\nConnection: keep-alive\r\nExpect: ") +
                        value + "\r\nContent-Length: 1\r\n\r\nb"));
    CHECK(client.read_response().body == "POST /o?\nb");
  }
}

TEST_CASE("a body that came along needs no 100, a chunked one that did not gets it") {
  ServerRun run(small());
  RawClient client(run.port());
  REQUIRE(client.send(post("/a", "body", kExpect)));
  CHECK(client.read_response().body == "POST /a?\nbody");
  REQUIRE(client.send("POST /c HTTP/1.1\r\nHost: test\r\n" + kExpect +
                      "Transfer-Encoding: chunked\r\n\r\n"));
  CHECK(client.read_response().status == 100);
  REQUIRE(client.send("1\r\nb\r\n0\r\n\r\n"));
  CHECK(client.read_response().body == "POST /c?\nb");
  REQUIRE(client.send(
      head_of("GET /g HTTP/1.1\r\nHost: test\r\nContent-Length: 1\r\n" + kExpect + "\r\n")));
  CHECK(client.read_response().status == 100);
  REQUIRE(client.send("b"));
  CHECK(client.read_response().body == "GET /g?\nb");
}

TEST_CASE("a final answer instead of 100 ends the connection, whatever follows") {
  ServerRun run(small());
  auto const too_large = post("/a", std::string(5'001, 'b'), kExpect);
  auto const unknown = post("/closed", std::string(4'000, 'b'), kExpect);
  struct Case {
    std::string request;
    int status;
  };
  std::vector<Case> cases = {{too_large, 413}, {unknown, 404}};
  for (const auto& one : std::vector<Case>(cases))
    cases.push_back({head_of(one.request), one.status});
  for (const auto& one : cases) {
    CAPTURE(one.status);
    RawClient client(run.port());
    client.send(one.request == unknown ? head_of(one.request) : one.request);
    check_ends(client, one.status);
    RawClient pipelined(run.port());
    pipelined.send(head_of(one.request));
    pipelined.send(kSmuggled);
    check_ends(pipelined, one.status);
  }
  CHECK(run.counters().requests == 0);
}

TEST_CASE("a request refused by its head alone is not read on, and nothing behind it either") {
  ServerRun run(small());
  auto const request = post("/closed", std::string(4'000, 'b'));
  for (auto const part : {head_of(request).size(), head_of(request).size() + 10}) {
    RawClient client(run.port());
    REQUIRE(client.send(request.substr(0, part)));
    check_ends(client, 404);
  }
  RawClient broken(run.port());
  REQUIRE(broken.send(head_of(post("/check-throws", std::string(4'000, 'b')))));
  check_ends(broken, 500);
  CHECK(run.counters().handler_errors == 1);
  CHECK(run.counters().requests == 0);
}

TEST_CASE("a body that came with its head is the handler's to judge") {
  ServerRun run(small());
  RawClient client(run.port());
  REQUIRE(client.send(post("/closed", "b")));
  CHECK(client.read_response().body == "POST /closed?\nb");
}
