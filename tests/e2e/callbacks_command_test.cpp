// The operator's hand: uws-bridge callbacks beside a gateway that runs. The first case is what
// docs/running.md tells to do about a poisoned message.

#include <doctest/doctest.h>

#include <sys/stat.h>
#include <csignal>

#include <algorithm>
#include <atomic>

#include "tests/e2e/envelopes.h"
#include "tests/e2e/stack.h"
#include "tests/support/receiver.h"

using namespace uws::test;
using uws::simulator::Json;

namespace {

Ran callbacks(Stack& stack, std::vector<std::string> words) {
  words.insert(words.begin(), "callbacks");
  return run_beside(stack, std::move(words));
}

Json body_of(const std::string& request_id, int device) {
  auto body = plan_change(request_id);
  body["deviceIds"][0]["id"] = "device-" + std::to_string(device);
  return body;
}

std::string request_of(const Received& callback) { return element(callback.body, "RequestId"); }

std::vector<std::string> requests(Receiver& receiver) {
  std::vector<std::string> found;
  for (const auto& one : receiver.received()) found.push_back(request_of(one));
  return found;
}

bool contains_item(const std::vector<std::string>& list, const std::string& item) {
  return std::ranges::find(list, item) != list.end();
}

}  // namespace

TEST_CASE("a poisoned message is found and dropped in three commands") {
  Receiver receiver([](const Received& callback) -> Reaction {
    if (request_of(callback) == "poison") return {500, receiver_fault(), {}};
    return {};
  });
  Stack stack({{}, {{"UWS_RELAY_RETRY_SCHEDULE", "10ms,1h"}}});
  REQUIRE(stack.log_in() != "");
  REQUIRE(stack.register_callback("CarrierService", receiver.url()).status == 200);
  for (const auto* id : {"before", "poison", "behind"}) {
    REQUIRE(stack.send_callback("CarrierService", body_of(id, 1)).status == 200);
    REQUIRE(eventually([&] {
      return callbacks(stack, {"list", "--request-id", id}).out.find(id) != std::string::npos ||
             contains_item(requests(receiver), id);
    }));
  }
  REQUIRE(eventually([&] {
    const auto list = callbacks(stack, {"list", "--error", "SOAP Fault", "--json"}).json();
    return list["callbacks"].size() == 1 && list["callbacks"][0]["sends"] == 2;
  }));

  const auto list = callbacks(stack, {"list", "--error", "SOAP Fault"});
  CHECK(list.code == 0);
  CHECK(contains(list.out, "poison"));
  CHECK_FALSE(contains(list.out, "behind"));
  const auto found = callbacks(stack, {"list", "--error", "SOAP Fault", "--json"}).json();
  const auto number = std::to_string(found["callbacks"][0]["id"].get<long long>());
  const auto shown = callbacks(stack, {"show", number});
  CHECK(shown.code == 0);
  CHECK(shown.json()["body"]["requestId"] == "poison");
  CHECK(shown.json()["body"]["password"] == "(hidden)");
  CHECK_FALSE(contains(shown.out, "receiver-password"));
  const auto dropped = callbacks(stack, {"drop", number, "--yes"});
  CHECK(dropped.code == 0);
  CHECK(contains(dropped.out, "drop: 1 of 1"));

  REQUIRE(eventually([&] { return contains_item(requests(receiver), "behind"); }));
  CHECK(callbacks(stack, {"list", "--json"}).json()["callbacks"].empty());
  stack.gateway().end(SIGTERM);
  const auto log = stack.gateway().process().errors();
  CHECK(contains(log, "callbacks: drop by hand begins"));
  CHECK(contains(log, "callbacks: drop by hand ended"));
}

TEST_CASE("a filter is acted upon as a whole, counted first, page by page") {
  constexpr int kCallbacks = 250;
  Receiver receiver([](const Received&) { return Reaction{400, "", {}}; });
  Stack stack({{}, {{"UWS_RELAY_MESSAGE_ATTEMPTS", "1"}}});
  REQUIRE(stack.log_in() != "");
  REQUIRE(stack.register_callback("CarrierService", receiver.url()).status == 200);
  for (int i = 0; i < kCallbacks; ++i) {
    REQUIRE(stack.send_callback("CarrierService", body_of("r-" + std::to_string(i), i)).status ==
            200);
  }
  const auto count = [&](const std::string& error) {
    const auto ran =
        callbacks(stack, {"drop", "--status", "dead", "--error", error, "--dry-run", "--json"});
    return ran.json().value("found", -1);
  };
  REQUIRE(eventually([&] { return count("HTTP 400") == kCallbacks; }));
  CHECK(count("HTTP 401") == 0);

  // Pages by number, each callback once.
  std::vector<long long> numbers;
  for (long long after = 0;;) {
    const auto page =
        callbacks(stack, {"list", "--limit", "100", "--after", std::to_string(after), "--json"})
            .json();
    for (const auto& one : page["callbacks"]) numbers.push_back(one["id"]);
    if (page["next"].is_null()) break;
    after = page["next"];
  }
  CHECK(numbers.size() == kCallbacks);
  CHECK(std::ranges::is_sorted(numbers));

  receiver.react({});
  const auto before = receiver.received().size();
  CHECK(callbacks(stack, {"retry", "--status", "dead"}).code == 0);
  CHECK(receiver.wait(before + kCallbacks).size() == before + kCallbacks);
  REQUIRE(eventually([&] {
    return callbacks(stack, {"list", "--json"}).json()["callbacks"].empty();
  }));
  CHECK(callbacks(stack, {"retry"}).code == 1);
  CHECK(contains(callbacks(stack, {"drop"}).err, "a filter is needed"));
  CHECK(callbacks(stack, {"list", "--status", "lost"}).code == 1);
  CHECK(callbacks(stack, {"show", "999999"}).code == 1);
  CHECK(callbacks(stack, {"list", "--since", "yesterday"}).code == 2);
}

TEST_CASE(
    "a paused receiver holds and loses nothing, over a restart too, and a hand gets through") {
  Receiver receiver;
  Stack stack;
  REQUIRE(stack.log_in() != "");
  REQUIRE(stack.register_callback("CarrierService", receiver.url()).status == 200);
  CHECK(callbacks(stack, {"pause", receiver.url()}).code == 0);
  for (int i = 0; i < 3; ++i) {
    REQUIRE(stack.send_callback("CarrierService", body_of("r-" + std::to_string(i), i)).status ==
            200);
  }
  const auto queued = [&] {
    return callbacks(stack, {"list", "--status", "queued", "--json"}).json()["callbacks"].size();
  };
  REQUIRE(eventually([&] { return queued() == 3; }));
  stack.restart(SIGTERM);
  CHECK(contains(callbacks(stack, {"receivers"}).out, "paused"));
  CHECK(callbacks(stack, {"retry", "--request-id", "r-1"}).code == 0);
  CHECK(requests(receiver) == std::vector<std::string>{"r-1"});
  CHECK(queued() == 2);
  CHECK(callbacks(stack, {"resume", receiver.url()}).code == 0);
  CHECK(receiver.wait(3).size() == 3);
  REQUIRE(eventually([&] { return queued() == 0; }));
}

TEST_CASE("the socket is the owner's alone, and the listener asks for its token") {
  Stack stack({{}, {{"UWS_ADMIN_TOKEN", "a-token-of-sixteen-characters"}}});
  struct stat info {};
  const auto socket = stack.store_file() + ".sock";
  REQUIRE(::stat(socket.c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0600);
  const auto url = "http://127.0.0.1:" + std::to_string(stack.gateway().admin_port());
  Process refused("uws-bridge", {"callbacks", "list", "--url", url});
  CHECK(refused.wait_exit() == 1);
  CHECK(contains(refused.errors(), "HTTP 401"));
  // One that was left behind is replaced.
  stack.restart(SIGKILL);
  CHECK(callbacks(stack, {"list"}).code == 0);
  stack.gateway().end(SIGTERM);
  CHECK(::stat(socket.c_str(), &info) != 0);
  Process check("uws-bridge", {"store", "check", stack.store_file()});
  CHECK(check.wait_exit() == 0);
  CHECK(check.output() ==
        "whole: 0 registrations; callbacks: 0 queued, 0 paused, 0 dead letters\n");
  const auto alone = callbacks(stack, {"list"});
  CHECK(alone.code == 1);
  CHECK(contains(alone.err, "no answer of the gateway"));
}
