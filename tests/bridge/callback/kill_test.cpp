// Nothing acknowledged is lost, whenever the process is killed.

#include <doctest/doctest.h>
#include <signal.h>

#include <boost/asio/detached.hpp>
#include <deque>
#include <map>
#include <random>
#include <set>
#include <sstream>

#include "tests/bridge/callback/outside.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

using namespace uws;
using test::element_text;
using test::respond;
using test::Seen;

namespace {

constexpr int kKills = 50;
constexpr int kSenders = 4;

// The platform: sends webhooks until told to stop; what was not acknowledged it sends again.
struct Platform {
  explicit Platform(test::Outside& world) : outside(world) {}

  test::Outside& outside;
  mapping::StoreReply registered;
  std::string path;
  std::string url;
  int next_id = 0;
  std::deque<std::string> unacknowledged;
  std::set<std::string> acknowledged;
  bool sending = false;
  int senders = 0;

  std::string take() {
    if (unacknowledged.empty()) return "r-" + std::to_string(++next_id);
    auto id = unacknowledged.front();
    unacknowledged.pop_front();
    return id;
  }

  boost::asio::awaitable<void> send_all() {
    while (sending) {
      const auto id = take();
      http::ClientCall call;
      call.method = "POST";
      call.url = url;
      call.body = test::webhook_body(registered, id);
      call.timeout = std::chrono::seconds(20);
      const auto reply = co_await outside.client.perform(std::move(call));
      if (reply && reply->status == 200) {
        acknowledged.insert(id);
      } else {
        unacknowledged.push_back(id);
      }
      if (!reply) break;
    }
    --senders;
  }

  void start() {
    sending = true;
    for (; senders < kSenders; ++senders) {
      boost::asio::co_spawn(outside.io, send_all(), boost::asio::detached);
    }
  }
};

// The old receiver: slow, now and then failing.
struct Receiver {
  explicit Receiver(boost::asio::io_context& io)
      : http(io, [this](const Seen& seen) { return answer(seen); }) {}

  test::Act answer(const Seen& seen) {
    const auto id = element_text(seen.body, "RequestId");
    counts[id].push_back(std::stoi(element_text(seen.body, "CallbackCount")));
    const bool well = random() % 10 != 0;
    if (well) got.insert(id);
    auto act = respond(well ? 200 : 500, "", "text/xml");
    act.delay = std::chrono::milliseconds(random() % 4);
    return act;
  }

  std::minstd_rand random{20240229};
  std::map<std::string, std::vector<int>> counts;
  std::set<std::string> got;
  test::ScriptedUpstream http;
};

std::size_t missing(const Platform& platform, const Receiver& receiver) {
  std::size_t count = 0;
  for (const auto& id : platform.acknowledged) count += receiver.got.contains(id) ? 0U : 1U;
  return count;
}

void read_registration(Platform& platform, const std::string& line) {
  std::istringstream words(line);
  std::string word;
  words >> word >> platform.path >> platform.registered.callback_username >>
      platform.registered.callback_password;
}

std::unique_ptr<test::Process> start_child(Platform& platform, const std::string& file,
                                           const std::string& receiver) {
  std::vector<std::string> args{file};
  if (!receiver.empty()) args.push_back(receiver);
  auto child = std::make_unique<test::Process>("relay_child", args);
  if (!receiver.empty()) {
    const auto line = child->wait_line("registered ");
    REQUIRE(line);
    read_registration(platform, *line);
  }
  platform.url = "http://127.0.0.1:" + std::to_string(child->port_of("webhooks")) + platform.path;
  return child;
}

}  // namespace

TEST_CASE("every acknowledged webhook reaches its receiver although the gateway is killed") {
  test::TempDir dir;
  const auto file = (dir / "s.db").string();
  test::Outside outside;
  Receiver receiver(outside.io);
  Platform platform(outside);
  std::minstd_rand random(std::random_device{}());
  int kills_with_work_left = 0;

  for (int kill = 0; kill < kKills; ++kill) {
    auto child = start_child(platform, file, kill == 0 ? receiver.http.url("/cb") : "");
    const auto goal = platform.acknowledged.size() + 1 + random() % 8;
    platform.start();
    REQUIRE(outside.until([&] { return platform.acknowledged.size() >= goal; }));
    const auto moment =
        std::chrono::steady_clock::now() + std::chrono::microseconds(random() % 10'000);
    REQUIRE(outside.until([&] { return std::chrono::steady_clock::now() >= moment; }));
    child->signal(SIGKILL);
    if (missing(platform, receiver) > 0) ++kills_with_work_left;
    REQUIRE(child->wait_exit() == 128 + SIGKILL);
    platform.sending = false;
    REQUIRE(outside.until([&] { return platform.senders == 0; }));
  }

  auto child = start_child(platform, file, "");
  CHECK(outside.until([&] { return missing(platform, receiver) == 0; }));
  CHECK(platform.acknowledged.size() >= kKills);
  // The kills did hit the moments this is about.
  CHECK(kills_with_work_left > kKills / 4);
  std::size_t sends = 0;
  for (const auto& known : receiver.counts) {
    const auto& counts = known.second;
    sends += counts.size();
    CHECK_MESSAGE(std::is_sorted(counts.begin(), counts.end(), std::less_equal<>{}), known.first);
  }
  MESSAGE("acknowledged ", platform.acknowledged.size(), ", sends ", sends,
          ", kills with callbacks under way ", kills_with_work_left);
  child->kill();
}
