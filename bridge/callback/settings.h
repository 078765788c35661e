#pragma once
// What the callback room is told.

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace uws::contract {
class CallbackLayout;
}

namespace uws::callback {

using Waits = std::vector<std::chrono::milliseconds>;

// Where callbacks may go (receiver_rules.h).
struct ReceiverSettings {
  // Blocks of addresses that are not public and may be called all the same.
  std::vector<std::string> allow_cidrs;
  // Ports, "8080", and ranges of them, "9000-9100", besides the platform's own.
  std::vector<std::string> allow_ports;
};

// What single receivers need (receiver_access.h), by "host:port".
struct AccessSettings {
  // Those that know TLS 1.0 or 1.1 only, or ciphers of that time.
  std::vector<std::string> legacy_tls;
  // "Name: value", a header of every send.
  std::map<std::string, std::string> header;
  // "user:password" of Authorization: Basic.
  std::map<std::string, std::string> basic;
  // PEM file of a client certificate, its chain and its key.
  std::map<std::string, std::string> certificate;
};

struct RelaySettings {
  // Sends to one receiver at once; 1 = strictly one after the other, in the order of arrival.
  std::size_t concurrency = 4;
  // Waits after the first, second, … failure in a row, of a receiver or of one callback; the last
  // repeats. Never empty.
  Waits retry_schedule{std::chrono::seconds(5), std::chrono::seconds(30), std::chrono::minutes(2),
                       std::chrono::minutes(5), std::chrono::minutes(15), std::chrono::hours(1),
                       std::chrono::hours(3),   std::chrono::hours(8),    std::chrono::hours(24)};
  // A callback that cannot be delivered for so long is a dead letter.
  std::chrono::milliseconds give_up_after{std::chrono::hours(7 * 24)};
  // So is one its receiver has refused so often.
  std::size_t message_attempts = 8;
  // One send, connect included.
  std::chrono::milliseconds timeout{30'000};
  // The number receivers are told, whatever the settings above are, and whether CallbackCount may
  // be shown beyond it.
  std::size_t max_callback_threshold = 4;
  bool cap_callback_count = true;
  // How long duplicates of a callback are recognised (WebhookSettings).
  std::chrono::milliseconds duplicate_window{std::chrono::hours(48)};
  // How often to look for receivers nobody told about, and to refresh the gauges.
  std::chrono::milliseconds sweep{5'000};
  // Wait after the store has failed.
  std::chrono::milliseconds store_retry{1'000};
  // Sends under way at a stop may end within this time.
  std::chrono::milliseconds stop_grace{3'000};
  ReceiverSettings receivers = {};
  AccessSettings access = {};
  // Callback service -> "single" or "double": how often Data is nested.
  std::map<std::string, std::string> data{{"CarrierService", "double"}};
  // The owner's message, for one send; empty or null = the built-in one.
  std::function<std::shared_ptr<const contract::CallbackLayout>()> layout = {};

  // Whether the callbacks of `service` are written as Data/Data.
  bool double_data(const std::string& service) const {
    const auto found = data.find(service);
    return found != data.end() && found->second == "double";
  }
};

struct WebhookSettings {
  // Bodies nobody can read: bytes of one, and how many are kept, all registrations together.
  std::size_t most_unreadable_bytes = 256 * 1024;
  long long most_unreadable = 1'000;
  // The same callback within this time of the first is a duplicate. The platform sends four times,
  // five minutes apart. A callback without a request ID is never taken for a duplicate: two equal
  // text messages of one device are two.
  std::chrono::milliseconds duplicate_window = RelaySettings{}.duplicate_window;
};

}  // namespace uws::callback
