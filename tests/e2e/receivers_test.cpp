// Where callbacks may go: what a registration is refused for, and what no connection is made to.

#include <doctest/doctest.h>

#include <csignal>

#include "tests/e2e/envelopes.h"
#include "tests/e2e/stack.h"
#include "tests/support/receiver.h"

using namespace uws::test;

namespace {

constexpr const char* kCode = "REQUEST_FAILED.UnexpectedError";

StackOptions inside(const std::string& cidrs) {
  return {{},
          {{"UWS_RELAY_ALLOW_CIDRS", cidrs},
           {"UWS_RELAY_ALLOW_PORTS", "1024-65535"},
           {"UWS_RELAY_RETRY_SCHEDULE", "10ms"}}};
}

}  // namespace

TEST_CASE("a URL that callbacks may not go to is refused with its rule, and nothing is kept") {
  Receiver receiver;
  Stack stack(inside("10.0.0.0/8"));
  REQUIRE(stack.log_in() != "");
  const std::pair<std::string, std::string> refused[] = {
      {receiver.url(), "the address of Url is not one that callbacks may go to"},
      {"http://169.254.169.254/latest", "the address of Url is not one that callbacks may go to"},
      {"http://old.example.net:22/", "port 22 of Url is not one that callbacks may go to"},
      {"http://me:word@old.example.net/", "Url must not name a user"},
  };
  for (const auto& one : refused) {
    const auto& url = one.first;
    const auto& words = one.second;
    CAPTURE(url);
    const auto answer = stack.register_callback("CarrierService", url);
    CHECK(answer.status == 500);
    CHECK(contains(answer.body, kCode));
    CHECK(contains(answer.body, words));
  }
  CHECK(stack.seen("POST /m2m/v1/callbacks/").empty());
  CHECK(contains(stack
                     .call("CallbackRegistrationService", "GetCallbackRegistrations",
                           member("AccountName", kAccount))
                     .body,
                 "CallbackRegistrations"));
  CHECK(receiver.received().empty());
}

TEST_CASE("the gateway's own listeners are no receivers") {
  Stack stack;
  REQUIRE(stack.log_in() != "");
  for (const auto port : {stack.gateway().soap_port(), stack.gateway().callbacks_port(),
                          stack.gateway().admin_port()}) {
    const auto url = "http://127.0.0.1:" + std::to_string(port) + "/x";
    const auto answer = stack.register_callback("CarrierService", url);
    CHECK(answer.status == 500);
    CHECK(contains(answer.body, "Url is this gateway itself"));
  }
}

TEST_CASE("a name that leads inside is not called, and its callbacks are kept") {
  Receiver receiver;
  Stack stack(inside("10.0.0.0/8"));
  REQUIRE(stack.log_in() != "");
  const auto url = replaced(receiver.url(), "127.0.0.1", "localhost");
  REQUIRE(stack.register_callback("CarrierService", url).status == 200);
  REQUIRE(stack.send_callback("CarrierService", plan_change("inside-1")).status == 200);
  REQUIRE(eventually([&] {
    return contains(stack.gateway().process().errors(), "is not an address that calls may go to");
  }));
  CHECK(receiver.received().empty());

  // The operator names the block: what waited goes out.
  stack.restart(SIGTERM, {{"UWS_RELAY_ALLOW_CIDRS", "127.0.0.0/8,::1"}});
  const auto received = receiver.wait(1);
  REQUIRE(received.size() == 1);
  CHECK(element(received[0].body, "RequestId") == "inside-1");
}
