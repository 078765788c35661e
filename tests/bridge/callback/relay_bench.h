#pragma once
// A relay with the world around it.

#include <doctest/doctest.h>

#include <boost/asio/detached.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/bridge/callback/gateway.h"
#include "tests/bridge/callback/outside.h"
#include "tests/support/temp_dir.h"

// So that a failing check shows what was sent.
template <>
struct doctest::StringMaker<std::vector<std::string>> {
  static String convert(const std::vector<std::string>& list) {
    std::string text;
    for (const auto& item : list) text += (text.empty() ? "" : " ") + item;
    return text.c_str();
  }
};

namespace uws::test {

inline const std::string kXml = "text/xml";

// "request ID/callback count" of everything `receiver` has seen.
inline std::vector<std::string> sends(const ScriptedUpstream& receiver) {
  std::vector<std::string> found;
  for (const auto& one : receiver.seen()) {
    found.push_back(element_text(one.body, "RequestId") + '/' +
                    element_text(one.body, "CallbackCount"));
  }
  return found;
}

struct RelayBench {
  TempDir dir;
  Outside outside;
  std::unique_ptr<Gateway> gateway;

  Gateway& start(callback::RelaySettings settings = quick_relay()) {
    gateway = std::make_unique<Gateway>((dir / "s.db").string(), std::move(settings));
    return *gateway;
  }
  // Ends the gateway while the outside goes on answering.
  void stop() {
    auto ended = std::async(std::launch::async, [this] { gateway.reset(); });
    REQUIRE(outside.until(
        [&] { return ended.wait_for(std::chrono::seconds(0)) == std::future_status::ready; }));
    ended.get();
  }
  void send(const mapping::StoreReply& registered, const std::string& request_id,
            const std::string& device = "990000000000001") {
    REQUIRE(outside.post(registered.callback_url,
                         webhook_body(registered, request_id, 1, device)) == 200);
  }

  // The same for many, several at a time: request id and device of each.
  void send_all(const mapping::StoreReply& registered,
                const std::vector<std::pair<std::string, std::string>>& callbacks) {
    constexpr std::size_t kTogether = 32;
    std::size_t next = 0, stored = 0;
    const auto post = [&]() -> boost::asio::awaitable<void> {
      while (next < callbacks.size()) {
        const auto& [request_id, device] = callbacks[next++];
        http::ClientCall call;
        call.method = "POST";
        call.url = registered.callback_url;
        call.body = webhook_body(registered, request_id, 1, device);
        const auto reply = co_await outside.client.perform(std::move(call));
        if (reply && reply->status == 200) ++stored;
      }
    };
    for (std::size_t i = 0; i < kTogether; ++i) {
      boost::asio::co_spawn(outside.io, post(), boost::asio::detached);
    }
    REQUIRE(outside.until([&] { return stored == callbacks.size(); }));
  }
};

}  // namespace uws::test
