// What the front door does by method, and what it leaves behind when it refuses a request or when
// something throws that nobody expected.

#include "bridge/door/front_door.h"

#include <doctest/doctest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <sstream>
#include <stdexcept>

#include "bridge/door/counted_clients.h"
#include "bridge/ops/logged_events.h"
#include "bridge/soap/envelope_out.h"
#include "mapping/common/faults.h"

using namespace uws;

namespace {

const std::string kAction = "http://nphase.com/unifiedwebservice/v2/ISessionService/LogIn";
const std::string kToken = "11111111-2222-3333-4444-555555555555";

std::string envelope(const std::string& body) {
  return "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Header>"
         "<token xmlns=\"http://nphase.com/unifiedwebservice/v2\">" +
         kToken + "</token></s:Header><s:Body>" + body + "</s:Body></s:Envelope>";
}

boost::asio::awaitable<exchange::Exchanged> fail(const mapping::Operation&, uws::soap::Decoded) {
  throw std::runtime_error("no rooms today for " + kToken);
}

// A front door without rooms behind it, and its log.
struct Bench {
  std::ostringstream lines;
  ops::Logger log{ops::LogFormat::text, ops::LogLevel::debug, lines};
  ops::Metrics metrics{"test", {"SessionService.LogIn"}};
  ops::LoggedEvents events{log, metrics};
  door::FrontDoorCounters counters;
  door::FrontDoor door{[](boost::asio::io_context&) { return fail; },
                       [](const http::Request&) { return std::nullopt; },
                       {},
                       mapping::leniency(false),
                       counters,
                       events};

  http::Response ask(const std::string& body, const std::string& type = "text/xml",
                     const std::string& action = kAction, const std::string& method = "POST") {
    http::Request request;
    request.method = method;
    request.path = request.target = "/api/v2/SessionService.svc";
    request.headers.add("Content-Type", type);
    request.headers.add("SOAPAction", action);
    request.body = body;
    boost::asio::io_context io;
    http::Response response;
    const auto handle = door::front_door(door)(io);
    boost::asio::co_spawn(io, handle(std::move(request)),
                          [&](const std::exception_ptr& error, http::Response got) {
                            CHECK(error == nullptr);
                            response = std::move(got);
                          });
    io.run();
    return response;
  }
  // Whether the access line and the line at debug both say so.
  bool said_why(const std::string& reason) const {
    const auto field = " reason=\"" + reason + "\"";
    const auto text = lines.str();
    const auto first = text.find(field), second = text.find(field, first + 1);
    return text.find("info call") < first && first < text.find("debug refused") &&
           second != std::string::npos;
  }
};

}  // namespace

TEST_CASE("an exception is answered with InternalServiceFault, counted and logged") {
  Bench bench;
  const auto response =
      bench.ask(envelope("<LogIn xmlns=\"http://nphase.com/unifiedwebservice/v2\"/>"));
  CHECK(response.status == 500);
  CHECK(response.body == uws::soap::fault_envelope(mapping::internal_service_fault()));
  REQUIRE(response.headers.find("Content-Type") != nullptr);
  CHECK(*response.headers.find("Content-Type") == "text/xml; charset=utf-8");
  CHECK(bench.counters.internal_errors == 1);
  const auto lines = bench.lines.str();
  CHECK(lines.find("error=\"no rooms today for (hidden)\"") != std::string::npos);
  CHECK(lines.find("fault=InternalServiceFault") != std::string::npos);
  CHECK(lines.find(kToken) == std::string::npos);
  CHECK(bench.said_why("a defect of the gateway"));
}

TEST_CASE("whatever the door refuses, it says why in the log and not to the client") {
  struct Case {
    std::string body, type, action;
    int status;
    std::string reason;
  };
  const std::vector<Case> cases = {
      {"", "text/xml", kAction, 400, "the request has no body"},
      {envelope(""), "application/json", kAction, 415,
       "Content-Type is not text/xml in a known charset"},
      {"<a/>", "text/xml", kAction, 400, "the document breaks before its Body or is no envelope"},
      {envelope(""), "text/xml", "x", 500, "no operation has this SOAPAction"},
      {envelope(""), "text/xml", "", 500, "the SOAPAction header is missing or empty"},
      {envelope("<other/>"), "text/xml", kAction, 500,
       "Body holds another element than the operation's"},
  };
  for (const auto& one : cases) {
    CAPTURE(one.reason);
    Bench bench;
    const auto response = bench.ask(one.body, one.type, one.action);
    CHECK(response.status == one.status);
    CHECK_MESSAGE(bench.said_why(one.reason), bench.lines.str());
    CHECK(response.body.find(one.reason) == std::string::npos);
    CHECK(response.reason.find(one.reason) == std::string::npos);
  }
}

TEST_CASE("the census sees every exchange with a service, and nothing of what it held") {
  Bench bench;
  census::Counters counters;
  census::Census census({}, counters);
  bench.door.census = &census;
  bench.ask(envelope("<LogIn xmlns=\"http://nphase.com/unifiedwebservice/v2\"/>"));
  bench.ask(envelope(""), "text/xml", "x");
  bench.ask("<a/>");
  bench.ask("", "text/xml", "", "GET");
  const auto taken = census.take(10);
  REQUIRE(taken.size() == 2);
  CHECK(taken[0].prefix == "s");
  REQUIRE(taken[0].operations.size() == 2);
  CHECK(taken[0].operations[0].operation == "SessionService.LogIn");
  CHECK(taken[0].operations[0].faults == 1);
  CHECK(taken[0].operations[1].operation == census::kNoOperation);
  CHECK(taken[0].operations[1].calls == 1);
  CHECK(taken[1].prefix == "");
  CHECK(client_of(taken[0]).stack == "hand-written");
}

TEST_CASE("where another answers, the census hears of the SOAPAction and the status") {
  census::Counters counters;
  census::Census census({}, counters);
  int status = 200;
  const http::HandlerFactory old = [&](boost::asio::io_context&) -> http::Handler {
    return [&](http::Request request) -> boost::asio::awaitable<http::Response> {
      http::Response response;
      response.status = status;
      response.body = std::move(request.body);
      co_return response;
    };
  };
  const auto ask = [&](const std::string& path, const std::string& action) {
    http::Request request;
    request.method = "POST";
    request.path = path;
    request.peer = "192.0.2.1:99";
    request.headers.add("User-Agent", "Axis/1.4");
    request.headers.add("SOAPAction", action);
    request.body = envelope("");
    boost::asio::io_context io;
    const auto handle = door::counted_clients(old, {}, nullptr, census)(io);
    boost::asio::co_spawn(io, handle(std::move(request)),
                          [](const std::exception_ptr&, const http::Response&) {});
    io.run();
  };
  ask("/api/v2/SessionService.svc", kAction);
  status = 500;
  ask("/api/v2/SessionService.svc", kAction);
  ask("/elsewhere", kAction);
  const auto taken = census.take(10);
  REQUIRE(taken.size() == 1);
  CHECK(taken[0].address == "192.0.2.1");
  CHECK(client_of(taken[0]).stack == "Axis 1.x");
  REQUIRE(taken[0].operations.size() == 1);
  CHECK(taken[0].operations[0].operation == "SessionService.LogIn");
  CHECK(taken[0].operations[0].calls == 2);
  CHECK(taken[0].operations[0].faults == 1);
}

TEST_CASE("only POST runs an operation") {
  const auto log_in = envelope("<LogIn xmlns=\"http://nphase.com/unifiedwebservice/v2\"/>");
  Bench bench;
  const auto ask = [&](const std::string& method, const std::string& body) {
    return bench.ask(body, "text/xml", kAction, method);
  };
  bench.door.metadata = [](const http::Request&) {
    http::Response page;
    page.body = "page";
    return std::optional(page);
  };
  for (const char* method :
       {"HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH", "post", "ANYTHING"}) {
    CAPTURE(method);
    const auto response = ask(method, log_in);
    CHECK(response.status == 405);
    CHECK(response.body.empty());
    REQUIRE(response.headers.find("Allow") != nullptr);
    CHECK(*response.headers.find("Allow") == "POST");
    CHECK(ask(method, "").status == 400);
  }
  CHECK(ask("GET", log_in).body == "page");
  CHECK(bench.counters.internal_errors == 0);
  CHECK(ask("POST", log_in).status == 500);
  CHECK(bench.counters.internal_errors == 1);
}
