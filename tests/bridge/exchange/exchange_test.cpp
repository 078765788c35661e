// What a call leaves behind besides its answer: which REST calls it made, why it failed, and none
// of its secrets.

#include "bridge/exchange/exchange.h"

#include <doctest/doctest.h>

#include <stdexcept>

#include "bridge/ops/secrets.h"
#include "tests/bridge/rest/rest_bench.h"
#include "tests/support/temp_dir.h"

using namespace uws;
using namespace uws::test;
using mapping::CallContext;
using mapping::Reply;
using mapping::Step;
using std::chrono_literals::operator""s;

namespace {

const std::string kToken = "11111111-2222-3333-4444-555555555555";
const std::string kBearer = "planted+bearer/token=";

mapping::Message read_nothing(struct soap*) {
  return {nullptr, [](void*) {}};
}
int write_nothing(struct soap*, const void*) { return 0; }
Step start_things(const void*, const CallContext&) { return get_things(); }

mapping::Operation operation(Step (*resume)(const void*, const CallContext&,
                                            std::span<const Reply>)) {
  return {{read_nothing, start_things, resume, write_nothing},
          "CarrierService",
          "MoveDevice",
          "action"};
}

// An exchange against a scripted platform.
struct Course {
  explicit Course(Bench::Script on_call) : bench(always(grant(kBearer)), std::move(on_call)) {}

  exchange::Exchanged run(const mapping::Operation& what, bool forbidden_character = false) {
    exchange::Rooms rooms{
        *bench.rest, registrar, 30s, {0, "goToState", [this](std::string_view text) {
                                        std::string out(text);
                                        for (const auto& token : bench.secrets())
                                          ops::hide(out, token);
                                        return out;
                                      }}};
    uws::soap::Decoded request{read_nothing(nullptr), false, forbidden_character, kToken};
    exchange::Exchanged done;
    bench.io.restart();
    run_test(bench.io, [&]() -> boost::asio::awaitable<void> {
      auto pending = exchange::exchange(what, std::move(request), rooms);
      done = co_await std::move(pending);
    }());
    return done;
  }

  TempDir dir;
  Bench bench;
  std::unique_ptr<store::Store> db = [this] {
    store::Settings settings;
    settings.url = "sqlite:" + (dir / "s.db").string();
    auto opened = store::Store::open(settings);
    REQUIRE(opened);
    return std::move(*opened);
  }();
  store::Registrar registrar{*db, "http://gateway.example"};
};

}  // namespace

TEST_CASE("every REST call of a call is told, whatever the call comes to") {
  SUBCASE("several calls") {
    int calls = 0;
    Course course([&](const Seen&) { return respond(++calls == 1 ? 202 : 400, "{}"); });
    const auto done = course.run(
        operation([](const void*, const CallContext&, std::span<const Reply> replies) -> Step {
          if (replies.size() == 1) return get_things();
          return mapping::refuse(mapping::kNoAccounts, "the user has none");
        }));
    CHECK(course.bench.statuses() == std::vector<int>{202, 400});
    CHECK(done.rest_status == 400);
    CHECK(done.fault_reason == "the user has none");
    CHECK(done.defect.empty());
  }
  SUBCASE("an exception afterwards") {
    Course course(ok);
    const auto done =
        course.run(operation([](const void*, const CallContext&, std::span<const Reply>) -> Step {
          throw std::runtime_error("of " + kToken + " and " + kBearer);
        }));
    CHECK(course.bench.statuses() == std::vector<int>{200});
    CHECK(done.rest_status == 200);
    CHECK(done.fault_code == "InternalServiceFault");
    CHECK(done.defect == "of (hidden) and (hidden)");
    CHECK(done.fault_reason == "a defect of the gateway");
  }
  SUBCASE("no call at all") {
    Course course(ok);
    const auto done =
        course.run(operation([](const void*, const CallContext&, std::span<const Reply>) -> Step {
                     return mapping::refuse(mapping::kNoAccounts, "never reached");
                   }),
                   true);
    CHECK(course.bench.statuses().empty());
    CHECK(done.fault_code == "UnifiedWebService.INPUT_INVALID.Request.InvalidCharacter");
    CHECK(done.fault_reason == "a value holds a forbidden character");
  }
}

TEST_CASE("a reason is for the operator, never for the client") {
  Course course(ok);
  const auto done =
      course.run(operation([](const void*, const CallContext&, std::span<const Reply>) -> Step {
        return mapping::refuse(mapping::kUnexpectedError, "UploadType is required");
      }));
  CHECK(done.fault_reason == "UploadType is required");
  CHECK(done.envelope.find("UploadType") == std::string::npos);
}

TEST_CASE("secrets the platform echoes are hidden, but for the client's own words to himself") {
  Course course(ok);
  const auto done = course.run(
      operation([](const void*, const CallContext& context, std::span<const Reply>) -> Step {
        context.notes->unmapped_paths = {"devices[]." + kBearer, kToken};
        return Fault{std::string(mapping::kFaultNamespace), "X.planted_bearer_token_." + kToken,
                     "no " + kToken + " with " + kBearer, "about " + kBearer};
      }));
  CHECK(done.fault_code == "X.(hidden).(hidden)");
  CHECK(done.fault_reason == "about (hidden)");
  CHECK(done.envelope.find(">a:X._hidden_." + kToken + "<") != std::string::npos);
  CHECK(done.envelope.find("no " + kToken + " with (hidden)") != std::string::npos);
  CHECK(done.notes.unmapped_paths == std::vector<std::string>{"devices[].(hidden)", "(hidden)"});
  CHECK(done.envelope.find(kBearer) == std::string::npos);
}
