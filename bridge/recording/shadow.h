#pragma once
// While the old service and the gateway both exist: one answers the clients, and the other is asked
// the same behind their backs, to see where the two differ.
//
// Reads go to both. What changes something goes to the side that answers only. Sessions are opened
// and ended on both, each LogIn on the other side only after it was accepted, so that a wrong
// password counts once; a request whose session the other side does not know is not sent to it.
// What goes to the other side has its own thread and deadline and a bounded number under way, and
// no client ever waits for it (shadow_thread.h).

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "bridge/http/client.h"
#include "bridge/http/server.h"
#include "bridge/recording/replayer.h"
#include "bridge/recording/settings.h"
#include "bridge/recording/shadow_counts.h"
#include "bridge/recording/sink.h"
#include "mapping/effect.h"

namespace uws::recording {

// Of a hundred reads as many as ShadowSettings::sample; of everything else all. Thread-safe.
class Sample {
 public:
  explicit Sample(std::size_t percent) : percent_(percent) {}
  bool takes(mapping::Effect effect) {
    constexpr std::size_t kAll = 100;
    return effect != mapping::Effect::read || drawn_++ * percent_ % kAll < percent_;
  }

 private:
  const std::size_t percent_;
  std::atomic<std::size_t> drawn_{0};
};

// Session tokens of the side that answers -> those of the other; the oldest are forgotten.
// Thread-safe.
class SessionPairs {
 public:
  static constexpr std::size_t kMost = 10'000;

  void add(const std::string& served, const std::string& other);
  // Empty when it is not known.
  std::string find(const std::string& served) const;

 private:
  mutable std::mutex mutex_;
  std::unordered_map<std::string, std::string> pairs_;
  std::vector<std::string> order_;
  std::size_t next_ = 0;
};

// Compares what clients were answered with what the other side says, counts it, and puts what
// differs on record.
class ShadowJudge {
 public:
  // `record`: where differences go, may be null. All must outlive the judge.
  ShadowJudge(ShadowCounts& counts, Sink* record, ops::Events& events)
      : counts_(counts), record_(record), events_(events) {}

  // `served` is what the client got.
  void judge(Recorded served, const Answer& other);

 private:
  ShadowCounts& counts_;
  Sink* const record_;
  ops::Events& events_;
  const IgnoreRules rules_ = usual_rules();
};

// serve = "new": told of what the gateway has answered, asks the old service on a thread of its
// own.
class OldServiceShadow final : public Sink {
 public:
  // All references must outlive the shadow. What is under way when it goes is given up.
  OldServiceShadow(ShadowSettings settings, http::ClientLimits limits, ShadowCounts& counts,
                   Sink* record, ops::Events& events);
  ~OldServiceShadow() override;

  bool wants(std::string_view operation) const override;
  void put(Recorded recorded) override;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace uws::recording
