// Webhooks nobody should send, and receivers that answer as nobody should, beside sound ones that
// must not get lost for it.

#include <doctest/doctest.h>

#include <algorithm>
#include <csignal>
#include <iterator>
#include <map>
#include <mutex>
#include <set>

#include "tests/bridge/http/upstream_thread.h"
#include "tests/e2e/envelopes.h"
#include "tests/e2e/stack.h"
#include "tests/e2e/webhook.h"
#include "tests/support/broken_pieces.h"
#include "tests/support/dice.h"
#include "tests/support/golden_file.h"
#include "tests/support/paths.h"
#include "tests/support/receiver.h"

using namespace uws;
using namespace uws::test;
using simulator::Json;

namespace {

constexpr int kWebhooks = 2'000;

// The bodies of webhooks in the golden files.
std::vector<Json> golden_webhooks() {
  std::vector<Json> all;
  for (const auto& path : testing::golden_files(source_path("/tests/golden/callback"))) {
    const auto file = testing::read_golden(path);
    REQUIRE(file);
    const auto* text = file->find("rest callback");
    auto body = Json::parse(text ? *text : "", nullptr, false);
    if (body.is_object()) all.push_back(std::move(body));
  }
  return all;
}

// `body` with something else where one of its values was.
std::string of_another_kind(Dice& dice, Json body) {
  static const Json values[] = {nullptr,
                                true,
                                -1,
                                1e308,
                                "",
                                "<&>]]> \u0001 \uFFFE \u20AC",
                                std::string(3'000, 'x'),
                                Json::array(),
                                Json::object(),
                                Json::array({Json::array({1}), "a", nullptr}),
                                {{"a", {{"a", "b"}}}}};
  auto* place = &body;
  while (place->is_structured() && !place->empty() && (place == &body || !dice.one_in(4))) {
    const auto at = static_cast<std::ptrdiff_t>(dice.below(place->size()));
    place = &*std::next(place->begin(), at);
  }
  *place = dice.one_of(values);
  return body.dump();
}

// A receiver that answers half of what it gets badly, until it is told to behave.
class Receivers {
 public:
  Receivers() : upstream_([this](const Seen& seen) { return answer(seen); }) {}

  std::string url(const std::string& path) const { return upstream_.url(path); }
  void behave() {
    const std::lock_guard lock(mutex_);
    behaves_ = true;
  }
  // RequestIds of callbacks that were not certainly refused.
  std::set<std::string> taken() {
    const std::lock_guard lock(mutex_);
    return taken_;
  }
  int refused() {
    const std::lock_guard lock(mutex_);
    return refused_;
  }
  // How many bodies were no XML.
  int broken() {
    const std::lock_guard lock(mutex_);
    return broken_;
  }

 private:
  Act answer(const Seen& seen) {
    const std::lock_guard lock(mutex_);
    if (!is_xml(seen.body)) ++broken_;
    const auto kind = behaves_ ? kWell : dice_.below(2 * kWell);
    if (kind < kRefusals) {
      ++refused_;
      return refusal(kind);
    }
    taken_.insert(element(seen.body, "RequestId"));
    return kind < kWell ? odd(kind) : respond(200, "", "text/xml");
  }

  Act refusal(std::size_t kind) {
    const std::string times[] = {"0", "-1", "x", "", "Wed, 21 Oct 2015 07:28:00 GMT"};
    switch (kind) {
      case 0:
        return {"", Act::End::reset};
      case 1:
        return respond(503, "", "text/plain", "Retry-After: " + dice_.one_of(times) + "\r\n");
      case 2:
        return respond(500, receiver_fault(), "text/xml");
      case 3:
        return respond(200, receiver_fault(), "text/xml");
      default:
        return {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n<a", Act::End::close};
    }
  }

  // Neither well nor certainly refused.
  Act odd(std::size_t kind) {
    switch (kind - kRefusals) {
      case 0:
        return {"HTTP/1.1 200 OK\r\n folded: line\r\nContent-Length: 0\r\n\r\n"};
      case 1:
        return {"HTTP/1.0 200 OK\r\n\r\nuntil the end", Act::End::close};
      case 2:
        return {
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 202 Accepted\r\nTransfer-Encoding: chunked"
            "\r\n\r\n3\r\nabc\r\n0\r\nTrailer: x\r\n\r\n"};
      default:
        const std::string head =
            "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 5\r\n";
        return {dice_.mutated(head, kHeaderPieces) + "\r\n<a/> ", Act::End::close};
    }
  }

  // Kinds of answers: refusals, odd ones, and as many again that are well.
  static constexpr std::size_t kRefusals = 5, kWell = 10;

  std::mutex mutex_;
  Dice dice_;
  bool behaves_ = false;
  std::set<std::string> taken_;
  int refused_ = 0, broken_ = 0;
  UpstreamThread upstream_;  // the last: its thread uses the others
};

std::vector<Hook> register_all(Stack& stack, const Receivers& receivers) {
  for (const auto* service : {"CarrierService", "DeviceService", "EnhancedConnectivityService",
                              "PromoChange", "DeviceUsage"}) {
    const auto url = receivers.url(std::string("/") + service);
    REQUIRE(stack.register_callback(service, url).status == 200);
  }
  return registered_hooks(stack);
}

}  // namespace

TEST_CASE("mutated webhooks and answers of receivers lose no sound webhook beside them") {
  const auto webhooks = golden_webhooks();
  REQUIRE(webhooks.size() > 80);
  Receivers receivers;
  Stack stack(
      {{}, {{"UWS_RELAY_RETRY_SCHEDULE", "5ms"}, {"UWS_RELAY_MESSAGE_ATTEMPTS", "100000"}}});
  REQUIRE(stack.log_in() != "");
  const auto hooks = register_all(stack, receivers);
  REQUIRE(hooks.size() == 5);
  Dice dice;
  std::map<int, int> statuses;
  std::set<std::string> sound;
  for (int i = 0; i < kWebhooks; ++i) {
    const auto& hook = dice.one_of(hooks);
    auto body = dice.one_of(webhooks);
    const bool is_sound = i % 4 == 1;
    // No broken one becomes a sound one's.
    const auto id = (is_sound ? "sound-" : "broken-") + std::to_string(i);
    body.update({{"username", hook.username}, {"password", hook.password}, {"requestId", id}});
    CAPTURE(id);
    if (is_sound) {
      REQUIRE(post_webhook(hook, body.dump()) == 200);
      sound.insert(id);
      continue;
    }
    const auto text = i % 4 == 0 ? dice.mutated(body.dump(), kJsonPieces)
                                 : of_another_kind(dice, std::move(body));
    ++statuses[post_webhook(hook, text)];
  }
  receivers.behave();
  const auto missing = [&] {
    const auto taken = receivers.taken();
    return std::ranges::count_if(sound, [&](const auto& id) { return !taken.contains(id); });
  };
  CHECK(eventually([&] { return missing() == 0; }));
  CHECK(missing() == 0);
  CHECK(receivers.broken() == 0);
  CHECK(receivers.refused() > kWebhooks / 4);
  // Taken, or not believed.
  CHECK(statuses[200] > kWebhooks / 2);
  CHECK(statuses[200] + statuses[403] == kWebhooks - kWebhooks / 4);
  CHECK(stack.gateway().end(SIGTERM) == 0);
}
