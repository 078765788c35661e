// kill -9 of the gateway, a hundred times, while five clients register, register again and
// unregister, and webhooks come in.

#include <doctest/doctest.h>

#include <atomic>
#include <csignal>
#include <mutex>
#include <random>
#include <set>
#include <thread>

#include "tests/e2e/envelopes.h"
#include "tests/e2e/stack.h"
#include "tests/support/chaos_size.h"
#include "tests/support/receiver.h"

using namespace uws::test;
using uws::simulator::Json;
using uws::simulator::text_of;

namespace {

const int kRounds = chaos_size("UWS_CHAOS_ROUNDS", 100);
constexpr const char* kRegistration = "CallbackRegistrationService";
constexpr const char* kServices[] = {"CarrierService", "DeviceService", "DeviceUsage",
                                     "StateService", "DevicePRLInformation"};
constexpr const char* kNone = "";

// One old client, that owns one service. What its registration may be: after an answer what the
// answer says, after a call that was cut off also what was asked for.
struct Client {
  std::string service;
  std::vector<std::string> urls;
  std::set<std::string> possible{kNone};
  int step = 0;
  int answered = 0, cut_off = 0;

  void act(Stack& stack) {
    const bool register_it = step % 3 != 2;
    const auto url = register_it ? urls[static_cast<std::size_t>(step) % urls.size()] : kNone;
    ++step;
    const auto input = member("AccountName", kAccount) + member("ServiceName", service) +
                       (register_it ? member("Url", url) : "");
    try {
      const auto answer =
          stack.call(kRegistration, register_it ? "RegisterCallback" : "UnregisterCallback", input);
      ++answered;
      // Nothing was registered is what UnregisterCallback may find after a call that was cut off.
      const bool none = !register_it && answer.status == 500 && possible.contains(kNone);
      if (answer.status == 200 || none) possible = {url};
      if (answer.status != 200 && !none) possible.insert(url);
    } catch (const std::exception&) {
      ++cut_off;
      possible.insert(url);
    }
  }
};

// What GetCallbackRegistrations shows, or what the platform holds, of one service.
std::string shown(Stack& stack, const std::string& service) {
  const auto answer =
      stack.call(kRegistration, "GetCallbackRegistrations", member("AccountName", kAccount));
  REQUIRE_MESSAGE(answer.status == 200, answer.body);
  const auto name = answer.body.find(">" + service + "<");
  if (name == std::string::npos) return kNone;
  const auto start = answer.body.rfind("<a:CallbackRegistration>", name);
  const auto end = answer.body.find("</a:CallbackRegistration>", name);
  return element(answer.body.substr(start, end - start), "a:Url");
}

bool platform_has(Stack& stack, const std::string& service) {
  const auto held = stack.sim().json("GET", "/m2m/v1/callbacks/" + std::string(kAccount));
  for (const auto& one : held) {
    if (text_of(one, "serviceName") == service) return true;
  }
  return false;
}

Json callback_of(const std::string& service, const std::string& id) {
  auto body = plan_change(id);
  if (service != "CarrierService") body.erase("deviceResponse");
  return body;
}

}  // namespace

TEST_CASE("registrations survive a hundred kills, and no acknowledged callback is lost") {
  Receiver receivers[2];
  Stack stack({{}, {{"UWS_CALLBACKS_PORT", std::to_string(free_port())}}});
  REQUIRE(stack.log_in() != "");
  stack.sim().log_in();
  std::vector<Client> clients;
  for (const auto* service : kServices) {
    clients.push_back({service,
                       {receivers[0].url(std::string("/") + service),
                        receivers[1].url(std::string("/") + service)}});
  }
  std::minstd_rand random(std::random_device{}());
  std::atomic<int> sent{0};

  for (int round = 0; round < kRounds; ++round) {
    CAPTURE(round);
    std::atomic<int> acts{0};
    std::atomic<bool> going{true};
    std::vector<std::thread> threads;
    for (auto& client : clients) {
      threads.emplace_back([&] {
        while (going) {
          client.act(stack);
          ++acts;
        }
      });
    }
    threads.emplace_back([&] {
      while (going) {
        for (const auto* service : kServices) {
          const auto id = "loop-" + std::to_string(++sent);
          stack.send_callback(service, callback_of(service, id));
        }
      }
    });
    const auto goal = static_cast<int>(1 + random() % 20);
    const bool reached = eventually([&] { return acts >= goal; });
    stack.gateway().process().signal(SIGKILL);
    going = false;
    for (auto& thread : threads) thread.join();
    REQUIRE(reached);
    stack.restart(SIGKILL);
    for (auto& client : clients) {
      CAPTURE(client.service);
      const auto url = shown(stack, client.service);
      CAPTURE(url);
      CHECK(client.possible.contains(url));
      // An UnregisterCallback that was cut off behind the platform's answer can be repeated.
      const bool half_gone = url != kNone && !platform_has(stack, client.service);
      if (half_gone) CHECK(client.possible.contains(kNone));
      if (url == kNone) CHECK_FALSE(platform_has(stack, client.service));
      client.possible = {url};
      if (half_gone) client.possible.insert(kNone);
    }
  }

  int cut_off = 0, answered = 0;
  for (auto& client : clients) {
    client.step = 0;
    client.act(stack);
    CHECK(client.possible == std::set<std::string>{client.urls[0]});
    cut_off += client.cut_off;
    answered += client.answered;
  }
  // What was acknowledged while nobody was registered waited for this.
  const auto deliveries = stack.sim().wait_for("/sim/callbacks", [](const Json& list) {
    return std::ranges::none_of(list, [](const Json& one) { return one["state"] == "waiting"; });
  });
  std::set<std::string> acknowledged;
  for (const auto& one : deliveries) {
    if (one["state"] == "delivered") acknowledged.insert(text_of(one, "requestId"));
  }
  const auto missing = [&] {
    auto left = acknowledged;
    for (auto& receiver : receivers) {
      for (const auto& one : receiver.received()) left.erase(element(one.body, "RequestId"));
    }
    return left.size();
  };
  CHECK(eventually([&] { return missing() == 0; }));
  CHECK(cut_off >= kRounds);
  CHECK(acknowledged.size() > static_cast<std::size_t>(kRounds));
  MESSAGE("calls answered ", answered, ", cut off ", cut_off, ", callbacks acknowledged ",
          acknowledged.size());
}
