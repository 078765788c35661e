// kill -9 of the gateway, again and again: a callback the platform got its 200 for is never lost.

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <deque>
#include <limits>
#include <map>
#include <random>
#include <set>

#include "tests/e2e/envelopes.h"
#include "tests/e2e/stack.h"
#include "tests/e2e/webhook.h"
#include "tests/support/chaos_size.h"
#include "tests/support/receiver.h"

using namespace uws::test;
using uws::simulator::Json;

namespace {

const int kKills = chaos_size("UWS_CHAOS_KILLS", 50);
// Acknowledged callbacks between two kills, at least.
const int kBetween = chaos_size("UWS_CHAOS_CALLBACKS", 1);
constexpr int kSenders = 4;
constexpr int kDevices = 16;

// "request-17" is about this device.
int device_of(const std::string& id) { return std::stoi(id.substr(id.find('-') + 1)) % kDevices; }

// The platform's side: sends webhooks to the address registered there; what was not acknowledged
// is sent again.
class Platform {
 public:
  // Reads address and credentials of the listener as the simulator has it.
  explicit Platform(Stack& stack) {
    const auto hooks = registered_hooks(stack);
    REQUIRE(hooks.size() == 1);
    hook_ = hooks[0];
  }
  ~Platform() { stop(); }
  Platform(const Platform&) = delete;
  Platform& operator=(const Platform&) = delete;

  void start() {
    sending_ = true;
    for (int i = 0; i < kSenders; ++i) senders_.emplace_back([this] { send_all(); });
  }
  void stop() {
    sending_ = false;
    for (auto& sender : senders_) sender.join();
    senders_.clear();
  }
  std::set<std::string> acknowledged() {
    const std::lock_guard lock(mutex_);
    return acknowledged_;
  }
  std::uint16_t port() const { return hook_.port; }

  // When a callback was first sent and when it was acknowledged, on one clock of ticks.
  struct Times {
    long long sent = 0, acknowledged = 0;
  };
  std::map<std::string, Times> times() {
    const std::lock_guard lock(mutex_);
    return times_;
  }

 private:
  void send_all() {
    while (sending_) {
      const auto id = take();
      bool well = false;
      bool broken = false;
      try {
        well = send(id);
      } catch (const std::exception&) {
        broken = true;
      }
      const std::lock_guard lock(mutex_);
      if (well) {
        times_[id].acknowledged = ++tick_;
        acknowledged_.insert(id);
      } else {
        unacknowledged_.push_back(id);
      }
      if (broken) break;
    }
  }

  bool send(const std::string& id) {
    const Json body = {
        {"username", hook_.username},
        {"password", hook_.password},
        {"requestId", id},
        {"deviceIds",
         Json::array({{{"id", "8914800000080000" + std::to_string(1'000 + device_of(id))},
                       {"kind", "iccid"}}})},
        {"deviceResponse", {{"changeServicePlanResponse", {{"servicePlan", "P"}}}}},
        {"status", "Success"},
        {"callbackCount", 1},
        {"maxCallbackThreshold", 4}};
    return post_webhook(hook_, body.dump()) == 200;
  }

  std::string take() {
    const std::lock_guard lock(mutex_);
    if (unacknowledged_.empty()) {
      auto id = "request-" + std::to_string(++next_id_);
      times_[id].sent = ++tick_;
      return id;
    }
    auto id = unacknowledged_.front();
    unacknowledged_.pop_front();
    return id;
  }

  Hook hook_;
  std::mutex mutex_;
  int next_id_ = 0;
  long long tick_ = 0;
  std::map<std::string, Times> times_;
  std::deque<std::string> unacknowledged_;
  std::set<std::string> acknowledged_;
  std::atomic<bool> sending_{false};
  std::vector<std::thread> senders_;
};

// The old receiver: slow, now and then failing; remembers what it took.
struct Log {
  std::mutex mutex;
  std::minstd_rand random{20240229};
  std::map<std::string, std::vector<int>> counts;
  std::set<std::string> taken;
  std::map<std::string, int> takes;
  std::map<int, std::vector<std::string>> in_order;  // first takes, by device

  Reaction react(const Received& callback) {
    const std::lock_guard lock(mutex);
    const auto id = element(callback.body, "RequestId");
    counts[id].push_back(std::stoi(element(callback.body, "CallbackCount")));
    Reaction reaction;
    reaction.delay = std::chrono::milliseconds(random() % 5);
    const auto luck = random() % 10;
    if (luck == 0) reaction.status = 500;
    if (luck == 1) reaction.body = receiver_fault();
    if (luck > 1 && taken.insert(id).second) in_order[device_of(id)].push_back(id);
    if (luck > 1) ++takes[id];
    return reaction;
  }

  // Pairs of one device that were taken in the other order than they came in: the second was sent
  // when the first had been acknowledged. For who holds the mutex.
  std::size_t reordered(std::map<std::string, Platform::Times> times) const {
    std::size_t count = 0;
    for (const auto& [device, ids] : in_order) {
      long long earliest_behind = std::numeric_limits<long long>::max();
      for (auto id = ids.rbegin(); id != ids.rend(); ++id) {
        const auto& one = times[*id];
        if (earliest_behind < one.sent) ++count;
        if (one.acknowledged > 0) earliest_behind = std::min(earliest_behind, one.acknowledged);
      }
    }
    return count;
  }

  std::size_t missing(const std::set<std::string>& acknowledged) {
    const std::lock_guard lock(mutex);
    return missing_now(acknowledged);
  }
  // The same for who holds the mutex.
  std::size_t missing_now(const std::set<std::string>& acknowledged) const {
    return static_cast<std::size_t>(std::ranges::count_if(
        acknowledged, [&](const std::string& id) { return !taken.contains(id); }));
  }
};

}  // namespace

TEST_CASE("no acknowledged callback is lost although the gateway is killed again and again") {
  Log log;
  Receiver receiver([&](const Received& callback) { return log.react(callback); });
  Stack stack({{},
               {{"UWS_CALLBACKS_PORT", std::to_string(free_port())},
                {"UWS_RELAY_CAP_CALLBACK_COUNT", "false"},
                {"UWS_RELAY_MESSAGE_ATTEMPTS", "100000"}}});
  REQUIRE(stack.log_in() != "");
  REQUIRE(stack.register_callback("CarrierService", receiver.url()).status == 200);
  Platform platform(stack);
  REQUIRE(platform.port() == stack.gateway().callbacks_port());
  std::minstd_rand random(std::random_device{}());
  int kills_with_work_left = 0;

  for (int kill = 0; kill < kKills; ++kill) {
    const auto goal =
        platform.acknowledged().size() + static_cast<unsigned>(kBetween) + random() % 6;
    platform.start();
    REQUIRE(eventually([&] { return platform.acknowledged().size() >= goal; }));
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 10'000));
    stack.gateway().process().signal(SIGKILL);
    REQUIRE(stack.gateway().process().wait_exit() == 128 + SIGKILL);
    platform.stop();
    if (log.missing(platform.acknowledged()) > 0) ++kills_with_work_left;
    stack.restart(SIGKILL);
  }

  const auto acknowledged = platform.acknowledged();
  // For as long as there is progress.
  for (auto left = log.missing(acknowledged); left > 0;) {
    const bool fewer = eventually([&] { return log.missing(acknowledged) < left; });
    if (!fewer) break;
    left = log.missing(acknowledged);
  }
  CHECK(log.missing(acknowledged) == 0);
  CHECK(acknowledged.size() >= static_cast<std::size_t>(kKills * kBetween));
  // The kills did hit the moments this is about.
  CHECK(kills_with_work_left > kKills / 4);
  const std::lock_guard lock(log.mutex);
  std::size_t sends = 0, twice = 0;
  for (const auto& known : log.counts) {
    const auto& counts = known.second;
    sends += counts.size();
    twice += static_cast<std::size_t>(log.takes[known.first] > 1 ? 1 : 0);
    CHECK_MESSAGE(std::is_sorted(counts.begin(), counts.end(), std::less_equal<>{}), known.first);
  }
  const auto reordered = log.reordered(platform.times());
  CHECK(reordered == 0);
  MESSAGE("kills ", kKills, ", acknowledged ", acknowledged.size(), ", lost ",
          log.missing_now(acknowledged), ", taken twice ", twice, ", reordered ", reordered,
          ", sends ", sends, ", kills with callbacks under way ", kills_with_work_left);
}
