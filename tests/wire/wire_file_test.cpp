#include "tests/wire/wire_file.h"

#include <doctest/doctest.h>

using namespace uws::test;

namespace {

RawResponse response(const std::string& body) {
  return {"HTTP/1.1",
          200,
          "OK",
          {{"Content-Type", "text/xml"},
           {"Date", "Mon, 06 May 2013 07:08:09 GMT"},
           {"Content-Length", std::to_string(body.size())}},
          body};
}

}  // namespace

TEST_CASE("head lines end in CRLF, the body stays as it is") {
  const auto request =
      wire_request("POST / HTTP/1.1\nContent-Length: {{length}}\n\na\nb\n\nc", "", Delivery::whole);
  CHECK(request.head == "POST / HTTP/1.1\r\nContent-Length: 6\r\n\r\n");
  CHECK(request.body == "a\nb\n\nc");
}

TEST_CASE("escapes") {
  const auto body = [](const char* text) {
    return wire_request(std::string("POST / HTTP/1.1\n\n") + text, "T", Delivery::whole).body;
  };
  CHECK(body("<{{token}}{{token}}>") == "<TT>");
  CHECK(body("{{hex:C3 28 0A}}x{{hex:7b}}") == "\xC3\x28\nx{");
  CHECK(body("{{hex:00}}") == std::string(1, '\0'));
  CHECK(body("{{repeat:3:ab}}") == "ababab");
  CHECK(body("{{hex:FF FE}}{{utf-16le}}ab") == std::string("\xFF\xFE"
                                                           "a\0b\0",
                                                           6));
  CHECK(body("{{utf-16be}}ab") == std::string("\0a\0b", 4));
}

TEST_CASE("chunks") {
  const auto request =
      wire_request("POST / HTTP/1.1\nContent-Length: {{length}}\n\nabcd", "", Delivery::chunked);
  CHECK(request.head == "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n");
  CHECK(request.body == "1\r\na\r\n2\r\nbc\r\n1\r\nd\r\n0\r\n\r\n");
}

TEST_CASE("a response differs by status, header, forbidden header and body") {
  CHECK(response_difference("HTTP/1.1 200 OK\nContent-Type: text/xml\n!Server\n\nx", response("x"))
            .empty());
  for (const char* other : {"HTTP/1.1 200 Ok\n\nx", "HTTP/1.1 200 OK\nContent-Type: text/html\n\nx",
                            "HTTP/1.1 200 OK\nServer: a\n\nx",
                            "HTTP/1.1 200 OK\n!Content-Type\n\nx", "HTTP/1.1 200 OK\n\ny",
                            "HTTP/1.1 200 OK\n\nxx", "HTTP/1.1 200 OK", "HTTP/1.1 200 OK\n\n"}) {
    CAPTURE(std::string(other));
    CHECK_FALSE(response_difference(other, response("x")).empty());
  }
  CHECK(response_difference("HTTP/1.1 200 OK", response("")).empty());
  CHECK(response_difference("HTTP/1.1 200 OK\n\n<{{now}}>", response("<2024-01-01T00:00:00Z>"))
            .empty());
}

TEST_CASE("every response has its date and its length") {
  for (const std::size_t lost : {1U, 2U}) {
    auto one = response("x");
    one.headers.erase(one.headers.begin() + static_cast<std::ptrdiff_t>(lost));
    CHECK_FALSE(response_difference("HTTP/1.1 200 OK\n\nx", one).empty());
  }
  auto wrong = response("x");
  wrong.headers.back().second = "2";
  CHECK_FALSE(response_difference("HTTP/1.1 200 OK\n\nx", wrong).empty());
}

TEST_CASE("the parts around {{any}} come in their order, the first first and the last last") {
  const auto same = [](const std::string& recorded, const char* body) {
    return response_difference("HTTP/1.1 200 OK\n\n" + recorded, response(body)).empty();
  };
  CHECK(same("<a>{{any}}\n<b/>{{any}}\n</a>", "<a>12<b/>34</a>"));
  CHECK(same("<a>{{any}}</a>", "<a></a>"));
  CHECK(same("{{any}}<b/>{{any}}", "<a><b/></a>"));
  CHECK_FALSE(same("<b/>{{any}}", "<a><b/></a>"));
  CHECK_FALSE(same("{{any}}<b/>", "<a><b/></a>"));
  CHECK_FALSE(same("<a>{{any}}<c/>{{any}}<b/>{{any}}</a>", "<a><b/><c/></a>"));
  CHECK_FALSE(same("<a>{{any}}a></a>", "<a></a>"));
}

TEST_CASE("a file needs a request and an answer to each") {
  const auto read = [](const char* text) {
    return read_wire_file(*uws::testing::parse_golden(text));
  };
  CHECK(read("== about\nx\n== request\na\n== response\nb\n").has_value());
  CHECK_FALSE(read("== about\nx\n").has_value());
  CHECK_FALSE(read("== request\na\n").has_value());
  CHECK_FALSE(read("== request\na\n== response\nb\n== request 2\na\n").has_value());
  CHECK_FALSE(read("== request\na\n== answer\nb\n").has_value());
  CHECK_FALSE(read("== delivery\nsometimes\n== request\na\n== response\nb\n").has_value());
  CHECK_FALSE(read("== settings\nUWS_X\n== request\na\n== response\nb\n").has_value());
  const auto file = read(
      "== settings\nUWS_X=1=2\n== platform\nPOST /sim/a\nPOST /sim/b {}\n== request\na\n"
      "== response\nb\n");
  REQUIRE(file.has_value());
  CHECK(file->settings == Process::Environment{{"UWS_X", "1=2"}});
  CHECK(file->platform == std::vector<std::string>{"POST /sim/a", "POST /sim/b {}"});
}
