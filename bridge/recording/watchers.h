#pragma once
// Everything of this room that a running gateway has: what records its calls, and its shadow.

#include <memory>
#include <vector>

#include "bridge/http/server.h"
#include "bridge/ops/events.h"
#include "bridge/recording/old_serves.h"
#include "bridge/recording/recorder.h"
#include "bridge/recording/shadow.h"

namespace uws::recording {

class Watchers {
 public:
  // Whatever the settings ask for; all references must outlive it. Throws std::system_error when
  // the folder of recordings cannot be made.
  Watchers(const RecorderSettings& recorder, const ShadowSettings& shadow,
           const http::ClientLimits& limits, RecorderCounters& recorder_counters,
           ShadowCounts& shadow_counts, ops::Events& events);

  bool any() const { return !sinks_.empty(); }
  // Whether the old service answers the clients, and not the door.
  bool old_answers() const;
  const std::vector<Sink*>& sinks() const { return sinks_; }
  // The gateway's door, or the old service before it. Call once; what the door works with must
  // outlive this object.
  http::HandlerFactory around(http::HandlerFactory door);

 private:
  const ShadowSettings shadow_settings_;
  const http::ClientLimits limits_;
  ShadowCounts& shadow_counts_;
  ops::Events& events_;
  std::unique_ptr<Recorder> recorder_;
  std::unique_ptr<OldServiceShadow> shadow_;
  std::unique_ptr<OldServes> old_;
  std::vector<Sink*> sinks_;
};

}  // namespace uws::recording
