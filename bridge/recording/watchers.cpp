#include "bridge/recording/watchers.h"

namespace uws::recording {
namespace {

constexpr const char* kOld = "old";

}  // namespace

Watchers::Watchers(const RecorderSettings& recorder, const ShadowSettings& shadow,
                   const http::ClientLimits& limits, RecorderCounters& recorder_counters,
                   ShadowCounts& shadow_counts, ops::Events& events)
    : shadow_settings_(shadow), limits_(limits), shadow_counts_(shadow_counts), events_(events) {
  if (recorder.wanted()) {
    recorder_ = std::make_unique<Recorder>(
        recorder, recorder_counters,
        [&events](std::string_view text) { return events.redacted(text); });
    sinks_.push_back(recorder_.get());
  }
  if (shadow.wanted() && shadow.serve != kOld) {
    shadow_ =
        std::make_unique<OldServiceShadow>(shadow, limits, shadow_counts, recorder_.get(), events);
    sinks_.push_back(shadow_.get());
  }
}

bool Watchers::old_answers() const {
  return shadow_settings_.wanted() && shadow_settings_.serve == kOld;
}

http::HandlerFactory Watchers::around(http::HandlerFactory door) {
  if (!old_answers()) return door;
  old_ = std::make_unique<OldServes>(door, shadow_settings_, limits_, shadow_counts_,
                                     recorder_.get(), events_);
  return old_->handlers();
}

}  // namespace uws::recording
