#pragma once
// Everything the simulated platform remembers. Used on one thread only.

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "simulator/inventory.h"
#include "simulator/oauth.h"
#include "simulator/session.h"
#include "simulator/sim_time.h"

namespace uws::simulator {

struct Settings {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;
  std::chrono::milliseconds callback_delay{200};
  std::chrono::milliseconds callback_retry{5 * 60 * 1000};
  std::chrono::minutes session_idle{20};
  std::size_t page_size = 2'000;  // most entries of any paged answer; histories at most 500
  std::size_t devices = 0;        // synthetic devices besides the named ones
};

// A registered listener.
struct Listener {
  std::string url, username, password;
};

// A callback on its way; `body` is without credentials and counts.
struct Delivery {
  std::string account, service;
  Json body;
};

// What became of a delivery, for GET /sim/callbacks.
struct DeliveryRecord {
  std::string account, service, request_id, url;
  int attempts = 0;
  std::string state;  // "waiting", "delivered", "given up", "no listener"
};

// A text sent by a device, until it is delivered or acknowledged.
struct MobileMessage {
  std::int64_t number = 0;  // 1, 2, ... within the account
  Json device_ids;
  std::string text;
  TimePoint at;
};

struct SmsBox {
  std::int64_t last_number = 0;
  std::deque<MobileMessage> queue;
  bool callbacks_started = false;
};

struct World {
  explicit World(Settings given) : settings(std::move(given)), sessions(settings.session_idle) {}

  Settings settings;
  Clock clock;
  Oauth oauth;
  Sessions sessions;
  Inventory inventory;
  // (account, service) -> listener: one URL per service and account.
  std::map<std::pair<std::string, std::string>, Listener> listeners;
  std::map<std::string, std::string> requests;  // request ID -> Pending, Success, Failure
  std::map<std::string, SmsBox> sms;            // by account
  std::map<std::string, Json> triggers;         // by trigger ID, as GET shows them
  std::map<std::string, Json> orders;           // upload request ID -> {deviceIds, ...}
  std::deque<Json> seen;                        // REST calls, for GET /sim/requests
  std::vector<DeliveryRecord> deliveries;

  // Runs an action after the callback delay; set by the process.
  std::function<void(std::function<void()>)> later;
  // Sends a callback to its listener; set by the process.
  std::function<void(Delivery)> deliver;
};

// What operations of several files do; each is defined with its own operation.

// Makes the device active: number, address, dates, history. `plan` empty keeps the present one.
void make_active(World& world, Device& device, const std::string& plan);
// Whether an account's states and services list this state of this service.
bool offers_state(const std::string& service, const std::string& state);
// A message from a device (a list of identifiers) joins the account's queue.
void receive_sms(World& world, const std::string& account, const Json& device_ids,
                 const std::string& text);

}  // namespace uws::simulator
