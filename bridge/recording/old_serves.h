#pragma once
// Shadow with serve = "old": the old service answers the clients, and the gateway is asked the same
// behind their backs, on a thread of its own.

#include <memory>

#include "bridge/http/server.h"
#include "bridge/ops/events.h"
#include "bridge/recording/shadow.h"

namespace uws::recording {

class OldServes {
 public:
  // `door`: the gateway's own, made for the shadow's thread; reads and sessions are brought there
  // (whose access lines and counts they are in), what changes something is translated only. All
  // references must outlive stop().
  OldServes(const http::HandlerFactory& door, ShadowSettings settings, http::ClientLimits limits,
            ShadowCounts& counts, Sink* record, ops::Events& events);
  // REQUIRES: no handler is called any more.
  ~OldServes();
  OldServes(const OldServes&) = delete;
  OldServes& operator=(const OldServes&) = delete;

  // Handlers that pass every request on to the old service and its answer back: 502 when there is
  // none, 504 when it takes too long. They may be destroyed after this object.
  http::HandlerFactory handlers() const;

  // Gives up what the gateway is being asked.
  void stop();

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace uws::recording
