// What the front door does when something throws that nobody expected.

#include "bridge/http/front_door.h"

#include <doctest/doctest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <sstream>
#include <stdexcept>

#include "bridge/soap/envelope_out.h"
#include "bridge/soap/faults.h"

using namespace uws;

TEST_CASE("an exception is answered with InternalServiceFault, counted and logged") {
  std::ostringstream lines;
  ops::Logger log(ops::LogFormat::text, ops::LogLevel::info, &lines);
  ops::Metrics metrics("test", {"SessionService.LogIn"});
  http::FrontDoorCounters counters;
  const http::FrontDoor door{[]() -> Rooms& { throw std::runtime_error("no rooms today"); },
                             {},
                             {},
                             mapping::leniency(false),
                             counters,
                             metrics,
                             log};
  http::Request request;
  request.method = "POST";
  request.path = request.target = "/api/v2/SessionService.svc";
  request.headers.add("Content-Type", "text/xml");
  request.headers.add("SOAPAction", "http://nphase.com/unifiedwebservice/v2/ISessionService/LogIn");
  request.body =
      "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>"
      "<LogIn xmlns=\"http://nphase.com/unifiedwebservice/v2\"/></s:Body></s:Envelope>";

  boost::asio::io_context io;
  http::Response response;
  const auto handle = http::front_door_handler(door);
  boost::asio::co_spawn(io, handle(std::move(request)),
                        [&](const std::exception_ptr& error, http::Response got) {
                          CHECK(error == nullptr);
                          response = std::move(got);
                        });
  io.run();

  CHECK(response.status == 500);
  CHECK(response.body == soap::fault_envelope(soap::internal_service_fault()));
  REQUIRE(response.headers.find("Content-Type") != nullptr);
  CHECK(*response.headers.find("Content-Type") == "text/xml; charset=utf-8");
  CHECK(counters.internal_errors == 1);
  CHECK(lines.str().find("error=\"no rooms today\"") != std::string::npos);
  CHECK(lines.str().find("fault=InternalServiceFault") != std::string::npos);
}
