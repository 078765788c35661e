// Answers that are taken slowly, and such that are not taken.

#include <doctest/doctest.h>

#include <string>
#include <thread>

#include "tests/bridge/http/server_run.h"
#include "tests/support/raw_client.h"

using namespace uws::test;
using namespace std::chrono_literals;
namespace http = uws::http;

namespace {

// More than the kernel takes from the server at once: it asks for more when a third of some
// megabytes is free again.
constexpr std::size_t kAnswer = 20'000'000;
constexpr int kSmallBuffer = 16'384;
constexpr std::size_t kStep = 4'096;

http::Limits patient_for(std::chrono::milliseconds patience) {
  http::Limits limits;
  limits.body_timeout = patience;
  return limits;
}

}  // namespace

TEST_CASE("an answer taken slowly but steadily is not cut, whatever the kernel's buffers say") {
  ServerRun run(patient_for(2s));
  RawClient client(run.port(), 20s, kSmallBuffer);
  REQUIRE(client.send(get("/big?" + std::to_string(kAnswer))));
  auto const until = std::chrono::steady_clock::now() + 4s;
  std::size_t taken = 0;
  while (std::chrono::steady_clock::now() < until) {
    auto const got = client.read_some(kStep);
    REQUIRE(got > 0);
    taken += got;
    std::this_thread::sleep_for(20ms);
  }
  CHECK(taken < 1'000'000);
  auto const whole = client.read_response();
  CHECK(whole.status == 200);
  CHECK(whole.body.size() == kAnswer);
}

TEST_CASE("an answer whose taking stops is cut") {
  ServerRun run(patient_for(3s));
  RawClient client(run.port(), 20s, kSmallBuffer);
  REQUIRE(client.send(get("/big?" + std::to_string(kAnswer))));
  for (int i = 0; i < 10; ++i) REQUIRE(client.read_some(kStep) > 0);
  CHECK(run.counters().open == 1);
  CHECK(eventually([&] { return run.counters().open == 0; }));
}
