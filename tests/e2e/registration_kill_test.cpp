// kill -9 of the gateway between any two store or REST calls of RegisterCallback and
// UnregisterCallback.

#include <doctest/doctest.h>

#include "tests/e2e/envelopes.h"
#include "tests/e2e/registration_desk.h"

using namespace uws::test;

namespace {

constexpr const char* kGet = "GET /m2m/v1/callbacks/";
constexpr const char* kPost = "POST /m2m/v1/callbacks/";
constexpr const char* kDelete = "DELETE /m2m/v1/callbacks/";

// A moment of a call. `hold` is scripted before it and `seen` waited for; then, if the moment is
// one of the store's, its writing is kept up and the platform answers.
struct Moment {
  const char* what;
  const char* method;
  const char* how;  // further words of the fault; null = nothing is held
  bool store;
  // Whether the platform has carried the call out when the gateway is back.
  bool carried_out;
};

constexpr Moment kRegistering[] = {
    {"the session is being asked about", kGet, "", false, false},
    {"the intent is not written", kGet, nullptr, true, false},
    {"the platform has not carried it out, and never does", kPost, ":reset", false, false},
    {"the platform carries it out late", kPost, "", false, true},
    {"the platform has carried it out and not answered", kPost, ":after", false, true},
    {"the platform has answered and nothing is committed", kPost, ":after", true, true},
};

constexpr Moment kUnregistering[] = {
    {"the session is being asked about", kGet, "", false, false},
    {"the platform has not carried it out, and never does", kDelete, ":reset", false, false},
    {"the platform carries it out late", kDelete, "", false, true},
    {"the platform has carried it out and not answered", kDelete, ":after", false, true},
    {"the platform has answered and nothing is removed", kDelete, ":after", true, true},
};

// Runs `call` and kills the gateway at the moment; the platform is done with it in the end.
template <class Call>
void cut_off(RegistrationDesk& desk, const Moment& moment, Call call) {
  const auto url = desk.platform_url();
  desk.stack.forget_seen();
  if (moment.how) desk.hold(std::string(moment.method) + "*" + moment.how);
  if (!moment.how) desk.lock();
  auto running = call();
  REQUIRE(desk.platform_saw(moment.method, 1));
  if (moment.how && std::string(moment.how) == ":after") {
    REQUIRE(eventually([&] { return desk.platform_url() != url; }));
  }
  if (moment.store && moment.how) {
    desk.lock();
    desk.release();
  }
  // The platform's answer is there long before these.
  for (int i = 0; moment.store && i < 5; ++i) desk.stack.gateway().admin("/metrics");
  desk.stack.gateway().process().signal(SIGKILL);
  CHECK(running.get() == 0);
  desk.unlock();
  desk.release();
  desk.kill_gateway();
  if (moment.carried_out) REQUIRE(eventually([&] { return desk.platform_url() != url; }));
}

}  // namespace

TEST_CASE("a RegisterCallback that kill -9 cuts off leaves gateway and platform in agreement") {
  for (const auto& moment : kRegistering) {
    CAPTURE(moment.what);
    Receiver older, newer, last;
    RegistrationDesk desk;
    REQUIRE(desk.stack.register_callback("CarrierService", older.url()).status == 200);
    REQUIRE(desk.reaches(older));
    cut_off(desk, moment, [&] { return desk.registering(newer.url()); });
    auto& valid = moment.carried_out ? newer : older;
    CHECK(desk.reaches(valid));
    CHECK(desk.shown() == valid.url());
    CHECK(desk.rows("active") == 1);
    CHECK(older.received().size() == (moment.carried_out ? 1U : 2U));
    CHECK(newer.received().size() == (moment.carried_out ? 1U : 0U));
    REQUIRE(desk.stack.register_callback("CarrierService", last.url()).status == 200);
    CHECK(desk.reaches(last));
    CHECK(desk.shown() == last.url());
  }
}

TEST_CASE("an UnregisterCallback that kill -9 cuts off can be repeated") {
  for (const auto& moment : kUnregistering) {
    CAPTURE(moment.what);
    Receiver older, last;
    RegistrationDesk desk;
    REQUIRE(desk.stack.register_callback("CarrierService", older.url()).status == 200);
    cut_off(desk, moment, [&] { return desk.unregistering(); });
    CHECK(desk.shown() == older.url());
    const auto repeated = desk.unregister();
    CHECK_MESSAGE(repeated.status == 200, repeated.body);
    CHECK(desk.platform_url() == "");
    CHECK(desk.shown() == "");
    CHECK(desk.rows("active") == 0);
    CHECK(desk.unregister().status == 500);
    REQUIRE(desk.stack.register_callback("CarrierService", last.url()).status == 200);
    CHECK(desk.reaches(last));
    CHECK(older.received().empty());
  }
}
