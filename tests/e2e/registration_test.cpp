// Whose registration is in force: sessions the platform refuses, two at once, answers that are
// lost.

#include <doctest/doctest.h>

#include "tests/e2e/envelopes.h"
#include "tests/e2e/registration_desk.h"

using namespace uws::test;

namespace {

constexpr const char* kService = "CallbackRegistrationService";
constexpr const char* kPost = "POST /m2m/v1/callbacks/";
constexpr const char* kNobodys = "11111111-2222-4333-8444-555555555555";

std::string wanted(const std::string& url) {
  return member("AccountName", kAccount) + member("ServiceName", "CarrierService") +
         member("Url", url);
}

std::string as_stranger(RegistrationDesk& desk, const std::string& operation,
                        const std::string& input) {
  return desk.stack.post(kService, operation, envelope(kService, operation, kNobodys, input)).body;
}

}  // namespace

TEST_CASE("who has no session can neither change nor observe a registration") {
  Receiver rightful, intruder;
  RegistrationDesk desk;
  REQUIRE(desk.stack.register_callback("CarrierService", rightful.url()).status == 200);
  const auto held = desk.platform_url();
  for (int i = 0; i < 10; ++i) {
    const auto answer = as_stranger(desk, "RegisterCallback", wanted(intruder.url()));
    CHECK(contains(answer, "SessionToken"));
    CHECK(desk.reaches(rightful));
  }
  const auto account = member("AccountName", kAccount);
  const auto listed = as_stranger(desk, "GetCallbackRegistrations", account);
  CHECK(contains(listed, "SessionToken"));
  CHECK_FALSE(contains(listed, rightful.url()));
  CHECK(contains(
      as_stranger(desk, "UnregisterCallback", account + member("ServiceName", "CarrierService")),
      "SessionToken"));
  CHECK(desk.stack.seen(kPost).size() == 1);
  CHECK(desk.stack.seen("DELETE /m2m/v1/callbacks/").empty());
  CHECK(desk.rows() == 1);
  CHECK(desk.platform_url() == held);
  CHECK(desk.shown() == rightful.url());
  CHECK(desk.reaches(rightful));
  CHECK(intruder.received().empty());
}

TEST_CASE("registrations the platform refuses have no effect, and 300 of them leave no row") {
  Receiver rightful, refused;
  RegistrationDesk desk;
  REQUIRE(desk.stack.register_callback("CarrierService", rightful.url()).status == 200);
  desk.stack.script(std::string(kPost) + "*:error=REQUEST_FAILED.SessionToken.Expired");
  for (int i = 0; i < 300; ++i) {
    REQUIRE(desk.stack.register_callback("CarrierService", refused.url()).status == 500);
  }
  desk.stack.script_nothing();
  CHECK(desk.rows() == 1);
  CHECK(desk.shown() == rightful.url());
  CHECK(desk.reaches(rightful));
  CHECK(refused.received().empty());
}

TEST_CASE("of two registrations at once the later is in force here and on the platform") {
  for (const std::string when : {"", ":after"}) {
    CAPTURE(when);
    Receiver first, second;
    RegistrationDesk desk;
    desk.hold(std::string(kPost) + "*" + when + ":times=1");
    auto one = desk.registering(first.url());
    REQUIRE(desk.platform_saw(kPost, 1));
    auto two = desk.registering(second.url());
    REQUIRE(desk.platform_saw("GET /m2m/v1/callbacks/", 2));
    // Time enough for the second, were it not to wait for its turn.
    // Once the platform has taken the first, its list says so, answered or not.
    const auto shown = when.empty() ? "" : first.url();
    for (int i = 0; i < 5; ++i) CHECK(desk.shown() == shown);
    CHECK(desk.stack.seen(kPost).size() == 1);
    desk.release();
    CHECK(one.get() == 200);
    CHECK(two.get() == 200);
    CHECK(desk.shown() == second.url());
    CHECK(desk.rows("active") == 1);
    CHECK(desk.rows("superseded") == 1);
    CHECK(desk.reaches(second));
    CHECK(first.received().empty());
  }
}

TEST_CASE("an unregistration waits for the registration that came before it") {
  Receiver receiver;
  RegistrationDesk desk;
  desk.hold(std::string(kPost) + "*:after");
  auto registering = desk.registering(receiver.url());
  REQUIRE(desk.platform_saw(kPost, 1));
  auto unregistering = desk.unregistering();
  REQUIRE(desk.platform_saw("GET /m2m/v1/callbacks/", 2));
  CHECK(desk.stack.seen("DELETE /m2m/v1/callbacks/").empty());
  desk.release();
  CHECK(registering.get() == 200);
  CHECK(unregistering.get() == 200);
  CHECK(desk.platform_url() == "");
  CHECK(desk.shown() == "");
}

TEST_CASE("a registration whose answer is lost is in force once the platform shows it") {
  Receiver older, newer;
  RegistrationDesk desk;
  REQUIRE(desk.stack.register_callback("CarrierService", older.url()).status == 200);

  SUBCASE("asked at once") {
    desk.stack.script(std::string(kPost) + "*:reset:after");
    CHECK(desk.stack.register_callback("CarrierService", newer.url()).status == 200);
    CHECK(desk.shown() == newer.url());
  }
  SUBCASE("asked later") {
    desk.stack.script(std::string(kPost) + "*:reset:after");
    desk.stack.script("GET /m2m/v1/callbacks/*:reset:skip=1");
    CHECK(desk.stack.register_callback("CarrierService", newer.url()).status == 500);
    desk.stack.script_nothing();
    CHECK(desk.shown() == newer.url());
  }
  SUBCASE("proved by a callback") {
    desk.stack.script(std::string(kPost) + "*:status=502:after");
    desk.stack.script("GET /m2m/v1/callbacks/*:reset:skip=1");
    CHECK(desk.stack.register_callback("CarrierService", newer.url()).status == 500);
    desk.stack.script_nothing();
    CHECK(desk.rows("intent") == 1);
  }
  SUBCASE("the store fails at the end") {
    const auto before = desk.platform_url();
    desk.hold(std::string(kPost) + "*:after");
    auto call = desk.registering(newer.url());
    REQUIRE(eventually([&] { return desk.platform_url() != before; }));
    desk.lock();
    desk.release();
    CHECK(call.get() == 500);
    desk.unlock();
    CHECK(desk.rows("intent") == 1);
  }
  CHECK(desk.reaches(newer));
  CHECK(desk.shown() == newer.url());
  CHECK(desk.rows("active") == 1);
  CHECK(older.received().empty());
}

TEST_CASE("a registration that never reached the platform leaves the older one in force") {
  Receiver older, newer;
  RegistrationDesk desk;
  REQUIRE(desk.stack.register_callback("CarrierService", older.url()).status == 200);
  desk.stack.script(std::string(kPost) + "*:reset");
  CHECK(desk.stack.register_callback("CarrierService", newer.url()).status == 500);
  desk.stack.script_nothing();
  CHECK(desk.reaches(older));
  CHECK(desk.shown() == older.url());
  CHECK(desk.stack.register_callback("CarrierService", newer.url()).status == 200);
  CHECK(desk.reaches(newer));
}

TEST_CASE("callbacks of an unregistered service are kept, shown, and taken along") {
  Receiver broken([](const Received&) { return Reaction{503, "", {}}; });
  Receiver next;
  RegistrationDesk desk;
  REQUIRE(desk.stack.register_callback("CarrierService", broken.url()).status == 200);
  REQUIRE(desk.stack.send_callback("CarrierService", plan_change("kept")).status == 200);
  REQUIRE(broken.wait(1).size() >= 1);
  REQUIRE(desk.unregister().status == 200);
  const auto paused = [&](const char* number) {
    const auto line = std::string("uws_callbacks_paused ") + number + "\n";
    return eventually([&] { return contains(desk.stack.gateway().admin("/metrics").body, line); });
  };
  CHECK(paused("1"));
  REQUIRE(desk.stack.register_callback("CarrierService", next.url()).status == 200);
  const auto received = next.wait(1);
  REQUIRE(received.size() == 1);
  CHECK(element(received[0].body, "RequestId") == "kept");
  CHECK(paused("0"));
}

TEST_CASE("the outcome of a profile change reaches whoever registered DeviceProfileService") {
  Receiver receiver;
  RegistrationDesk desk;
  REQUIRE(desk.stack.register_callback("DeviceProfileService", receiver.url()).status == 200);
  const auto answer =
      desk.stack.call("CarrierService", "ChangeDeviceProfileState",
                      member("AccountName", kAccount) + device_list({kIccid}) +
                          member("DeviceProfileAction", "Enable") + member("SmsrOid", "1.2.3"));
  CHECK_MESSAGE(answer.status == 200, answer.body);
  const auto received = receiver.wait(1);
  REQUIRE(received.size() == 1);
  CHECK(element(received[0].body, "RequestId") == element(answer.body, "a:RequestId"));
  CHECK(element(received[0].body, "Status") == "Success");
}
