#pragma once
// What the callback room is told.

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace uws::contract {
class CallbackLayout;
}

namespace uws::callback {

struct RelaySettings {
  // Sends of one callback before it becomes a dead letter. The platform made 4, five minutes apart;
  // with the waits below 300 are about a day.
  std::size_t max_attempts = 300;
  std::chrono::milliseconds first_retry{5'000};
  std::chrono::milliseconds max_retry{300'000};
  // One send, connect included.
  std::chrono::milliseconds timeout{30'000};
  // Delivered callbacks are forgotten after this time; not shorter than
  // WebhookSettings::duplicate_window, or duplicates go unnoticed.
  std::chrono::milliseconds keep_delivered{std::chrono::hours(24)};
  // How often to look for receivers nobody told about, and to refresh the gauges.
  std::chrono::milliseconds sweep{5'000};
  // Wait after the store has failed.
  std::chrono::milliseconds store_retry{1'000};
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
  std::chrono::milliseconds duplicate_window{std::chrono::minutes(30)};
};

}  // namespace uws::callback
