// Requests that another HTTP reader on the way might cut differently: 400, the connection closed,
// and nothing behind them read as a request.

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/bridge/http/server_run.h"
#include "tests/support/raw_client.h"

using namespace uws::test;

namespace {

struct Case {
  std::string name;
  std::string request;
};
using Cases = std::vector<Case>;

const std::string kLine = "POST /a HTTP/1.1\r\n";
const std::string kHost = kLine + "Host: test\r\n";
const std::string kSmuggled = get("/smuggled");

// A request with these header lines and a body of one byte.
std::string with(const std::string& headers) {
  return kHost + headers + "Content-Length: 1\r\n\r\nb";
}
std::string without_length(const std::string& headers, const std::string& body = "b") {
  return kHost + headers + "\r\n" + body;
}
std::string chunked(const std::string& body) {
  return kHost + "Transfer-Encoding: chunked\r\n\r\n" + body;
}

Cases folded_lines() {
  return {
      {"a header goes on after a space", with("X-A: 1\r\n 2\r\n")},
      {"a header goes on after a tab", with("X-A: 1\r\n\t2\r\n")},
      {"a header goes on twice", with("X-A: 1\r\n 2\r\n 3\r\n")},
      {"a header begins on its second line", with("X-A:\r\n 1\r\n")},
      {"Host", kLine + "Host:\r\n test\r\nContent-Length: 1\r\n\r\nb"},
      {"Host goes on", kLine + "Host: test\r\n .example\r\nContent-Length: 1\r\n\r\nb"},
      {"Content-Length", without_length("Content-Length:\r\n 1\r\n")},
      {"Content-Length goes on", without_length("Content-Length: 1\r\n 0\r\n")},
      {"Content-Length goes on with a tab", without_length("Content-Length: 1\r\n\t0\r\n")},
      {"Transfer-Encoding", without_length("Transfer-Encoding:\r\n chunked\r\n", "0\r\n\r\n")},
      {"Transfer-Encoding goes on",
       without_length("Transfer-Encoding: chunked\r\n , identity\r\n", "0\r\n\r\n")},
      {"Connection", with("Connection:\r\n close\r\n")},
      {"Expect", with("Expect:\r\n 100-continue\r\n")},
      {"SOAPAction", with("SOAPAction:\r\n \"urn:x\"\r\n")},
      {"a folded line that looks like a header", with("X-A: 1\r\n Content-Length: 9\r\n")},
      {"the first header begins with a space", kLine + " Host: test\r\n\r\n"},
      {"the first header begins with a tab", kLine + "\tHost: test\r\n\r\n"},
      {"a line of a space between headers", with("X-A: 1\r\n \r\n")},
      {"a line of a tab before the empty line", kHost + "\t\r\n\r\n"},
      {"HTTP/1.0", "POST /a HTTP/1.0\r\nX-A: 1\r\n 2\r\nContent-Length: 1\r\n\r\nb"},
  };
}

Cases lengths() {
  return {
      {"twice, equal", without_length("Content-Length: 1\r\nContent-Length: 1\r\n")},
      {"twice, apart", without_length("Content-Length: 1\r\nX-A: 1\r\nContent-Length: 1\r\n")},
      {"twice, spelt differently", without_length("Content-Length: 1\r\ncontent-length: 1\r\n")},
      {"three times", without_length("Content-Length: 1\r\nContent-Length: 1\r\n"
                                     "Content-Length: 1\r\n")},
      {"twice nothing", without_length("Content-Length: 0\r\nContent-Length: 0\r\n", "")},
      {"twice, HTTP/1.0", "POST /a HTTP/1.0\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nb"},
      {"twice on GET",
       "GET /a HTTP/1.1\r\nHost: test\r\nContent-Length: 0\r\n"
       "Content-Length: 0\r\n\r\n"},
      {"a list of equals", without_length("Content-Length: 1, 1\r\n")},
      {"a list without spaces", without_length("Content-Length: 1,1\r\n")},
      {"a list with a tab", without_length("Content-Length: 1\t,\t1\r\n")},
      {"a list that ends in a comma", without_length("Content-Length: 1,\r\n")},
      {"a list that begins with a comma", without_length("Content-Length: ,1\r\n")},
      {"a list of nothings", without_length("Content-Length: 0, 0\r\n", "")},
      {"twice, one of them a list",
       without_length("Content-Length: 1, 1\r\nContent-Length: 1\r\n")},
      {"empty", without_length("Content-Length:\r\n")},
      {"two numbers", without_length("Content-Length: 1 1\r\n")},
      {"a sign", without_length("Content-Length: +1\r\n")},
      {"hexadecimal", without_length("Content-Length: 0x1\r\n")},
      {"beside chunks",
       without_length("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")},
  };
}

Cases codings() {
  Cases cases;
  for (const char* value : {"gzip", "identity", "chunked, chunked", "chunked,", ", chunked",
                            "gzip, chunked", "chunked;a=b", "x-chunked", "\"chunked\"", ""}) {
    cases.push_back({value, kHost + "Transfer-Encoding: " + value + "\r\n\r\n0\r\n\r\n"});
  }
  cases.push_back({"twice", kHost + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"
                                    "\r\n0\r\n\r\n"});
  cases.push_back({"HTTP/1.0", "POST /a HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"});
  return cases;
}

Cases line_ends() {
  return {
      {"a LF before the request", "\n" + get("/a")},
      {"two LF before the request", "\n\n" + get("/a")},
      {"a CR before the request", "\r" + get("/a")},
      {"two CR and a LF before the request", "\r\r\n" + get("/a")},
      {"an empty line and a LF before the request", "\r\n\n" + get("/a")},
      {"a space before the request", " " + get("/a")},
      {"the request line ends in LF", "GET /a HTTP/1.1\nHost: test\r\n\r\n"},
      {"a header ends in LF", "GET /a HTTP/1.1\r\nHost: test\n\r\n"},
      {"a header ends in CR", "GET /a HTTP/1.1\r\nHost: test\rX-A: 1\r\n\r\n"},
      {"the empty line is a LF", "GET /a HTTP/1.1\r\nHost: test\r\n\n"},
      {"a CR within a header", with("X-A: 1\r2\r\n")},
      {"a NUL within a header", with(std::string("X-A: 1\0002\r\n", 10))},
      {"a control character within a header", with("X-A: 1\x01\r\n")},
      {"white space before the colon", with("X-A : 1\r\n")},
      {"a name of nothing", with(": 1\r\n")},
      {"no colon", with("X-A\r\n")},
  };
}

Cases chunks() {
  return {
      {"a space after the size", chunked("1 \r\nb\r\n0\r\n\r\n")},
      {"a tab after the size", chunked("1\t\r\nb\r\n0\r\n\r\n")},
      {"a space before the size", chunked(" 1\r\nb\r\n0\r\n\r\n")},
      {"a space after the last size", chunked("1\r\nb\r\n0 \r\n\r\n")},
      {"a space before an extension", chunked("1 ;a\r\nb\r\n0\r\n\r\n")},
      {"a space within an extension", chunked("1; a\r\nb\r\n0\r\n\r\n")},
      {"a space before =", chunked("1;a =b\r\nb\r\n0\r\n\r\n")},
      {"a space after =", chunked("1;a= b\r\nb\r\n0\r\n\r\n")},
      {"a space after an extension", chunked("1;a \r\nb\r\n0\r\n\r\n")},
      {"a size ends in LF", chunked("1\nb\r\n0\r\n\r\n")},
      {"a size ends in CR", chunked("1\rb\r\n0\r\n\r\n")},
      {"an extension ends in LF", chunked("1;a\nb\r\n0\r\n\r\n")},
      {"a LF within a quoted extension", chunked("1;a=\"\n\"\r\nb\r\n0\r\n\r\n")},
      {"a line end within a quoted extension", chunked("1;a=\"\r\n\"\r\nb\r\n0\r\n\r\n")},
      {"an extension of nothing", chunked("1;\r\nb\r\n0\r\n\r\n")},
      {"two marks", chunked("1;;a\r\nb\r\n0\r\n\r\n")},
      {"a value of nothing", chunked("1;a=\r\nb\r\n0\r\n\r\n")},
      {"no size", chunked("\r\nb\r\n0\r\n\r\n")},
      {"an extension without a size", chunked(";a\r\nb\r\n0\r\n\r\n")},
      {"a size with a prefix", chunked("0x1\r\nb\r\n0\r\n\r\n")},
      {"a size with a sign", chunked("+1\r\nb\r\n0\r\n\r\n")},
      {"a size beyond 64 bits", chunked("10000000000000001\r\nb\r\n0\r\n\r\n")},
      {"data longer than its size", chunked("1\r\nbb\r\n0\r\n\r\n")},
      {"data that ends in LF", chunked("1\r\nb\n0\r\n\r\n")},
      {"data that ends in CR", chunked("1\r\nb\r0\r\n\r\n")},
      {"the last size ends in LF", chunked("0\n\r\n")},
      {"the last line is a LF", chunked("0\r\n\n")},
      {"a folded trailer", chunked("0\r\nX-A: 1\r\n 2\r\n\r\n")},
      {"a trailer that begins with a tab", chunked("0\r\n\tX-A: 1\r\n\r\n")},
      {"a trailer that ends in LF", chunked("0\r\nX-A: 1\n\r\n")},
      {"white space before a trailer's colon", chunked("0\r\nX-A : 1\r\n\r\n")},
      {"a trailer without a colon", chunked("0\r\nX-A\r\n\r\n")},
      {"a control character within a trailer", chunked("0\r\nX-A: \x01\r\n\r\n")},
  };
}

Cases targets() {
  Cases cases;
  for (const char* target :
       {"ftp://test/a", "file:///etc/passwd", "gopher://test/", "ws://test/", "http:///a",
        "http://", "http:/a", "https:a", "a", "a/b", "*", "?a=b", "test:443", "mailto:a@b"}) {
    cases.push_back({target, std::string("POST ") + target +
                                 " HTTP/1.1\r\nHost: test\r\nContent-Length: 1\r\n\r\nb"});
  }
  cases.push_back({"CONNECT", "CONNECT test:443 HTTP/1.1\r\nHost: test\r\n\r\n"});
  return cases;
}

void check_all_refused(const Cases& cases) {
  ServerRun run;
  for (const auto& one : cases) {
    CAPTURE(one.name);
    CAPTURE(one.request);
    for (bool const whole : {true, false}) {
      RawClient client(run.port());
      auto const bytes = one.request + kSmuggled;
      whole ? client.send(bytes) : client.send_byte_by_byte(bytes);
      auto const response = client.read_response();
      CHECK(response.status == 400);
      CHECK(response.body.empty());
      CHECK(response.header("Connection") == "close");
      CHECK(client.read_until_close().empty());
    }
  }
  CHECK(run.counters().bad_requests == 2 * cases.size());
  CHECK(run.counters().requests == 0);
}

}  // namespace

TEST_CASE("a line that continues another is refused") { check_all_refused(folded_lines()); }
TEST_CASE("a length is one number, given once") { check_all_refused(lengths()); }
TEST_CASE("a coding is chunked, given once") { check_all_refused(codings()); }
TEST_CASE("lines end in CR and LF") { check_all_refused(line_ends()); }
TEST_CASE("chunks are what the grammar says and no more") { check_all_refused(chunks()); }
TEST_CASE("a target is a path or an http URL") { check_all_refused(targets()); }

TEST_CASE("what the grammar allows is read") {
  ServerRun run;
  const Cases cases = {
      {"b", chunked("0001\r\nb\r\n000\r\n\r\n")},
      {"b", chunked("1;a;b=c;d=\"e \\\" f\"\r\nb\r\n0;z\r\n\r\n")},
      {"bbbbbbbbbb", chunked("A\r\nbbbbbbbbbb\r\n0\r\nX-A:\r\nX-B: 1 2\t3\r\n\r\n")},
      {"b", "\r\n\r\n" + with("X-A:  1 \t2  \r\n")},
      {"b", without_length("Content-Length: 0001\r\n")},
      {"", "OPTIONS * HTTP/1.1\r\nHost: test\r\n\r\n"},
  };
  RawClient client(run.port());
  for (const auto& one : cases) {
    CAPTURE(one.request);
    for (bool const whole : {true, false}) {
      REQUIRE(whole ? client.send(one.request) : client.send_byte_by_byte(one.request));
      auto const response = client.read_response();
      CHECK(response.status == 200);
      CHECK(response.body.substr(response.body.find('\n') + 1) == one.name);
    }
  }
  CHECK(run.counters().bad_requests == 0);
}
