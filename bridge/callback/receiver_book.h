#pragma once
// What is known of each receiver, for /metrics and the operator's pages.

#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "bridge/ops/counters.h"
#include "bridge/store/clock.h"

namespace uws::callback {

enum class ReceiverState { open, down, paused };
// "open"
std::string_view name_of(ReceiverState state);

struct ReceiverFacts {
  std::string receiver;  // "http://host:80"
  ReceiverState state = ReceiverState::open;
  // As of the relay's last look.
  long long queued = 0;
  store::Millis oldest_queued_at = 0;
  // down: when it is asked again; else 0.
  store::Millis probe_at = 0;
  std::uint64_t delivered = 0, refused = 0, failed = 0;
  // down: why, as the log has it.
  std::string error;
};

// Any thread.
class ReceiverBook {
 public:
  static constexpr ops::Family kState{"uws_receiver_state",
                                      "Receivers of callbacks: 0 open, 1 down, 2 paused",
                                      "receiver", ops::Kind::gauge,
                                      "A receiver is a scheme, host and port, named HOST:PORT; "
                                      "beyond 1,000 all others are `other`, "
                                      "here and below"};
  static constexpr ops::Family kQueued{"uws_receiver_queued", "Callbacks waiting for the receiver",
                                       "receiver", ops::Kind::gauge};
  static constexpr ops::Family kOldest{"uws_receiver_oldest_seconds",
                                       "Age of the oldest callback waiting for the receiver",
                                       "receiver", ops::Kind::gauge};
  static constexpr ops::Family kProbe{"uws_receiver_probe_seconds",
                                      "Time until a receiver that is down is asked again",
                                      "receiver", ops::Kind::gauge};
  static constexpr ops::Family kDelivered{"uws_receiver_delivered_total",
                                          "Sends the receiver acknowledged", "receiver"};
  static constexpr ops::Family kRefused{"uws_receiver_refused_total",
                                        "Sends the receiver refused one by one", "receiver"};
  static constexpr ops::Family kFailed{"uws_receiver_failed_total",
                                       "Sends that found the receiver down", "receiver"};

  static constexpr const ops::Family* kFamilies[] = {&kState,     &kQueued,  &kOldest, &kProbe,
                                                     &kDelivered, &kRefused, &kFailed};

  enum class Outcome { delivered, refused, failed };
  void count(const std::string& receiver, Outcome outcome);
  void set_state(const std::string& receiver, ReceiverState state, store::Millis probe_at = 0,
                 const std::string& error = {});
  // The queues as they are now; receivers that are not named have none.
  struct Queue {
    std::string receiver;
    long long queued = 0;
    store::Millis oldest_queued_at = 0;
  };
  void set_queues(const std::vector<Queue>& queues);

  std::vector<ReceiverFacts> all() const;

  // Label -> number of one of the families above.
  std::map<std::string, double> read(const ops::Family& family) const;

 private:
  ReceiverFacts& facts(const std::string& receiver);

  mutable std::mutex mutex_;
  std::map<std::string, ReceiverFacts> known_;
};

}  // namespace uws::callback
