// Strangers in numbers: what they hold stays bounded, and who calls is served.

#include <doctest/doctest.h>
#include <sys/resource.h>

#include <atomic>
#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

#include "tests/e2e/envelopes.h"
#include "tests/e2e/stack.h"

using namespace uws::test;

namespace {

constexpr std::size_t kMiB = 1024 * 1024;

std::string head(const std::string& path, std::size_t length) {
  return "POST " + path +
         " HTTP/1.1\r\nHost: gateway\r\nContent-Type: text/xml\r\n"
         "Content-Length: " +
         std::to_string(length) + "\r\n\r\n";
}

// "VmRSS" of a process, in MiB.
std::size_t resident(pid_t pid) {
  std::ifstream status("/proc/" + std::to_string(pid) + "/status");
  for (std::string word; status >> word;) {
    std::size_t kib = 0;
    if (word == "VmRSS:" && status >> kib) return kib / 1024;
  }
  return 0;
}

double number(const std::string& metrics, const std::string& name) {
  const auto at = metrics.find("\n" + name + " ");
  return at == std::string::npos ? -1 : std::stod(metrics.substr(at + name.size() + 2));
}

}  // namespace

TEST_CASE("large bodies that never end hold what all may hold, and callers are served") {
  constexpr std::size_t kStrangers = 60, kAnnounced = 16 * kMiB, kSent = kMiB;
  Stack stack({{}, {{"UWS_LIMITS_MAX_BUFFERED_BYTES", std::to_string(16 * kMiB)}}});
  REQUIRE(stack.log_in() != "");
  const std::string part(kSent, 'x');
  std::vector<std::unique_ptr<RawClient>> strangers;
  const auto refused = [&] {
    return number(stack.gateway().admin("/metrics").body,
                  "uws_http_over_budget_total{listener=\"soap\"}");
  };
  for (std::size_t i = 0; i < kStrangers; ++i) {
    strangers.push_back(std::make_unique<RawClient>(stack.gateway().soap_port()));
    strangers.back()->send(head("/api/v2/CarrierService.svc", kAnnounced));
    strangers.back()->send(part);
  }
  CHECK(eventually([&] { return refused() >= kStrangers - 16; }));
  RawClient caller(stack.gateway().soap_port());
  for (int i = 0; i < 20; ++i) {
    REQUIRE(caller.send(move_request(stack)));
    CHECK(caller.read_response().status == 200);
  }
}

TEST_CASE("who knows no secret address cannot make the webhook port read a body") {
  Stack stack;
  for (const auto& [path, length, status] :
       {std::tuple{"/callbacks/" + std::string(32, 'a'), 15 * kMiB, 413},
        std::tuple{"/callbacks/" + std::string(32, 'a'), kMiB, 404},
        std::tuple{std::string("/elsewhere"), kMiB, 404}}) {
    std::vector<std::unique_ptr<RawClient>> strangers;
    for (int i = 0; i < 60; ++i) {
      strangers.push_back(std::make_unique<RawClient>(stack.gateway().callbacks_port()));
      REQUIRE(strangers.back()->send(head(path, length)));
    }
    for (auto& stranger : strangers) {
      const auto answer = stranger->read_response();
      CHECK(answer.status == status);
      CHECK(answer.header("Connection") == "close");
    }
  }
  RawClient admin(stack.gateway().admin_port());
  REQUIRE(admin.send(head("/metrics", 15 * kMiB)));
  CHECK(admin.read_response().status == 413);
}

TEST_CASE("beside ten thousand idle connections two hundred call without a failure") {
  constexpr std::size_t kIdle = 10'000, kActive = 200, kThreads = 8, kCalls = 5;
  rlimit limit{};
  REQUIRE(::getrlimit(RLIMIT_NOFILE, &limit) == 0);
  limit.rlim_cur = limit.rlim_max;
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &limit) == 0);
  // The gateway keeps 512 descriptors for other things, and so does this test.
  REQUIRE_MESSAGE(limit.rlim_max >= kIdle + kActive + 1'024,
                  "this test needs 11,224 descriptors (ulimit -Hn)");
  Stack stack({{},
               {{"UWS_LIMITS_MAX_CONNECTIONS", std::to_string(kIdle + kActive + 10)},
                {"UWS_LIMITS_IDLE_TIMEOUT_MS", "600000"}}});
  REQUIRE(stack.log_in() != "");
  const auto pid = stack.gateway().process().pid();
  const auto before = resident(pid);
  std::vector<std::unique_ptr<RawClient>> idle;
  for (std::size_t i = 0; i < kIdle; ++i) {
    idle.push_back(std::make_unique<RawClient>(stack.gateway().soap_port()));
  }
  const auto metric = [&](const std::string& name) {
    return number(stack.gateway().admin("/metrics").body, name + "{listener=\"soap\"}");
  };
  REQUIRE(eventually([&] { return metric("uws_http_open_connections") >= kIdle; }));
  const auto with_idle = resident(pid);

  const auto request = move_request(stack);
  std::atomic<std::size_t> good{0};
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < kThreads; ++t) {
    threads.emplace_back([&] {
      std::vector<std::unique_ptr<RawClient>> clients;
      for (std::size_t i = 0; i < kActive / kThreads; ++i) {
        clients.push_back(std::make_unique<RawClient>(stack.gateway().soap_port()));
      }
      for (std::size_t call = 0; call < kCalls; ++call) {
        for (auto& client : clients) client->send(request);
        for (auto& client : clients) good += client->read_response().status == 200 ? 1 : 0;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  MESSAGE("resident MiB: ", before, " at rest, ", with_idle, " with ", kIdle, " idle, ",
          resident(pid), " after ", good.load(), " calls");
  CHECK(good == kActive * kCalls);
  CHECK(metric("uws_http_gave_way_total") == 0);
  CHECK(metric("uws_http_turned_away_total") == 0);
  for (const std::size_t i : {std::size_t{0}, kIdle / 2, kIdle - 1}) {
    REQUIRE(idle[i]->send(request));
    CHECK(idle[i]->read_response().status == 200);
  }
}
