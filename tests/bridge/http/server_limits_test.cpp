#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/bridge/http/server_run.h"
#include "tests/support/raw_client.h"

using namespace uws::test;
using namespace std::chrono_literals;
namespace http = uws::http;

namespace {

// The answer that refuses a request before any handler: empty, and the connection ends without a
// reset.
void check_refused(RawClient& client, int status) {
  auto const response = client.read_response();
  CHECK(response.status == status);
  CHECK(response.body.empty());
  CHECK(response.header("Content-Length") == "0");
  CHECK(response.header("Connection") == "close");
  CHECK_FALSE(response.header("Content-Type"));
  CHECK(client.read_until_close().empty());
  CHECK_FALSE(client.was_reset());
}

http::Limits small() {
  http::Limits limits;
  limits.max_header_bytes = 1'000;
  limits.max_body_bytes = 5'000;
  return limits;
}

std::string padded_get(std::size_t header_bytes) {
  std::string const bare = get("/a", "X-Pad: \r\n");
  return get("/a", "X-Pad: " + std::string(header_bytes - bare.size(), 'p') + "\r\n");
}

std::string chunked_post(std::size_t bytes) {
  std::string out = "POST /a HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (; bytes > 0; --bytes) out += "1\r\nb\r\n";
  return out + "0\r\n\r\n";
}

}  // namespace

TEST_CASE("a header at its limit is served, a longer one is 431") {
  ServerRun run(small());
  for (bool const whole : {true, false}) {
    CAPTURE(whole);
    RawClient client(run.port());
    auto const fits = padded_get(1'000);
    REQUIRE(fits.size() == 1'000);
    REQUIRE(whole ? client.send(fits) : client.send_byte_by_byte(fits));
    CHECK(client.read_response().status == 200);
    auto const too_long = padded_get(1'001);
    whole ? client.send(too_long) : client.send_byte_by_byte(too_long);
    check_refused(client, 431);
  }
  RawClient endless(run.port());
  endless.send("GET /" + std::string(100'000, 'a'));
  check_refused(endless, 431);
  CHECK(run.counters().too_large == 3);
}

TEST_CASE("a body at its limit is served, a longer one is 413 and the client can read it") {
  ServerRun run(small());
  for (bool const whole : {true, false}) {
    for (bool const chunked : {false, true}) {
      CAPTURE(whole);
      CAPTURE(chunked);
      auto const request = [&](std::size_t bytes) {
        return chunked ? chunked_post(bytes) : post("/a", std::string(bytes, 'b'));
      };
      RawClient client(run.port());
      REQUIRE(whole ? client.send(request(5'000)) : client.send_byte_by_byte(request(5'000)));
      CHECK(client.read_response().body.size() == 5'000 + sizeof "POST /a?\n" - 1);
      REQUIRE(whole ? client.send(request(5'001)) : client.send_byte_by_byte(request(5'001)));
      check_refused(client, 413);
    }
  }
  CHECK(run.counters().too_large == 4);
}

TEST_CASE("a client that sends megabytes too many before it reads still gets its 413") {
  ServerRun run(small());
  RawClient client(run.port());
  CHECK(client.send(
      post("/a", std::string(20'000'000, 'b'))));  // NOLINT(bugprone-string-constructor)
  check_refused(client, 413);
}

TEST_CASE("Expect: 100-continue is answered at once, before the body") {
  ServerRun run;
  RawClient client(run.port());
  for (const char* expect : {"100-continue", "100-Continue"}) {
    auto const request = post("/a", "body", std::string("Expect: ") + expect + "\r\n");
    auto const head = request.substr(0, request.size() - 4);
    REQUIRE(client.send(head));
    auto const go_on = client.read_response();
    CHECK(go_on.status == 100);
    CHECK(go_on.headers.empty());
    REQUIRE(client.send("body"));
    CHECK(client.read_response().body == "POST /a?\nbody");
  }
}

TEST_CASE("no 100 Continue before a refusal, an empty body or in HTTP/1.0") {
  ServerRun run(small());
  RawClient client(run.port());
  REQUIRE(client.send(post("/a", "", "Expect: 100-continue\r\n")));
  CHECK(client.read_response().status == 200);
  REQUIRE(
      client.send("POST /a HTTP/1.0\r\nConnection: keep-alive\r\nExpect: 100-continue\r\n"
                  "Content-Length: 1\r\n\r\nb"));
  CHECK(client.read_response().status == 200);
  REQUIRE(
      client.send("POST /a HTTP/1.1\r\nHost: test\r\nExpect: 100-continue\r\n"
                  "Content-Length: 5001\r\n\r\n"));
  check_refused(client, 413);
}

TEST_CASE("what cannot be read for certain is 400") {
  ServerRun run(small());
  std::string const line = "POST /a HTTP/1.1\r\n";
  std::string const host = line + "Host: test\r\n";
  std::string const chunked = host + "Transfer-Encoding: chunked\r\n\r\n";
  std::vector<std::string> const requests = {
      "nonsense\r\n\r\n",
      "GET / HTTP/2.0\r\nHost: test\r\n\r\n",
      "GET  / HTTP/1.1\r\nHost: test\r\n\r\n",
      "GET /a\nHost: test\n\n",
      std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11),
      line + "Content-Length: 1\r\n\r\nb",
      host + "Host: other\r\nContent-Length: 1\r\n\r\nb",
      host + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nb\r\n0\r\n\r\n",
      host + "Transfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n1\r\nb\r\n0\r\n\r\n",
      host + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
      host + "Transfer-Encoding: identity\r\n\r\n",
      host + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      "POST /a HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      host + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nbb",
      host + "Content-Length: -1\r\n\r\n",
      host + "Content-Length: +1\r\n\r\nb",
      host + "Content-Length: 0x1\r\n\r\nb",
      host + "Content-Length: 99999999999999999999999\r\n\r\nb",
      host + "Content-Length : 1\r\n\r\nb",
      host + "Bad Name: 1\r\n\r\n",
      chunked + "zz\r\nb\r\n",
      chunked + "-1\r\nb\r\n0\r\n\r\n",
      chunked + "1\r\nbX0\r\n\r\n",
      chunked + "1\nb\n0\n\n",
      chunked + "1;" + std::string(2'000, 'e'),
      chunked + "0\r\nX-Trailer: " + std::string(2'000, 't'),
  };
  for (const auto& request : requests) {
    CAPTURE(request);
    for (bool const whole : {true, false}) {
      RawClient client(run.port());
      whole ? client.send(request) : client.send_byte_by_byte(request);
      check_refused(client, 400);
    }
  }
  CHECK(run.counters().bad_requests == 2 * requests.size());
  CHECK(run.counters().requests == 0);
}

TEST_CASE("a request cut short is 400 for a client that still reads") {
  ServerRun run;
  auto const request = post("/a", "body");
  for (auto const cut : {std::size_t{20}, request.size() - 4, request.size() - 1}) {
    RawClient client(run.port());
    REQUIRE(client.send(request.substr(0, cut)));
    client.half_close();
    check_refused(client, 400);
  }
}

TEST_CASE("a slow header and a slow body are 408, however steadily bytes drip") {
  http::Limits limits;
  limits.header_timeout = 300ms;
  limits.body_timeout = 300ms;
  ServerRun run(limits);
  auto const request = post("/a", std::string(100'000, 'b'));
  auto const head = request.find("\r\n\r\n") + 4;
  for (auto const start : {std::size_t{1}, head + 1}) {
    RawClient client(run.port());
    REQUIRE(client.send(request.substr(0, start)));
    std::size_t sent = start;
    while (!client.readable_within(10ms) && sent < request.size()) {
      client.send(request.substr(sent++, 1));
    }
    check_refused(client, 408);
  }
  CHECK(run.counters().timeouts == 2);
}

TEST_CASE("an idle connection is closed without a word, before and after a request") {
  http::Limits limits;
  limits.idle_timeout = 200ms;
  ServerRun run(limits);
  RawClient fresh(run.port());
  CHECK(fresh.read_until_close().empty());
  // A client that is slower than the timeout itself tries again.
  CHECK(eventually([&] {
    RawClient used(run.port());
    used.send(get("/a"));
    auto const received = used.read_until_close();
    return received.starts_with("HTTP/1.1 200") && received.ends_with("\r\n\r\nGET /a?\n") &&
           !used.was_reset();
  }));
  CHECK(run.counters().timeouts == 0);
}

TEST_CASE("no deadline runs while the handler works") {
  http::Limits limits;
  limits.idle_timeout = limits.header_timeout = limits.body_timeout = 50ms;
  ServerRun run(limits);
  // A client that is slower than the timeouts tries again, until its request is with the handler.
  std::unique_ptr<RawClient> client;
  REQUIRE(eventually([&] {
    client = std::make_unique<RawClient>(run.port());
    return client->send(post("/wait", "b")) &&
           (client->readable_within(500ms) ? false : run.waiting() == 1);
  }));
  run.open_gate();
  CHECK(client->read_response().body == "waited");
}

TEST_CASE("a client that does not take its answer is dropped") {
  http::Limits limits;
  limits.body_timeout = 200ms;
  ServerRun run(limits);
  RawClient client(run.port());
  REQUIRE(client.send(get("/big?60000000")));
  REQUIRE(eventually([&] { return run.counters().requests == 1; }));
  CHECK(eventually([&] { return run.counters().open == 0; }));
}
