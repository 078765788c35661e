#pragma once
// Everything the process counts besides its listeners and its calls.

#include "bridge/callback/counters.h"
#include "bridge/census/census.h"
#include "bridge/door/front_door.h"
#include "bridge/exchange/workers.h"
#include "bridge/gateway_loops.h"
#include "bridge/http/client_counts.h"
#include "bridge/ops/log_writer.h"
#include "bridge/ops/metrics.h"
#include "bridge/recording/recorder.h"
#include "bridge/recording/shadow.h"
#include "bridge/rest/client.h"

namespace uws {

struct GatewayCounters {
  LoopRestarts loops;
  ops::LogCounters log;
  door::FrontDoorCounters door;
  rest::RestCounters rest;
  exchange::WorkerCounters workers;
  callback::Counters callbacks;
  census::Counters census;
  http::ClientCounts legacy_clients;
  recording::RecorderCounters recorder;
  recording::ShadowCounts shadow;

  // This must outlive the last scrape.
  void show(ops::Metrics& metrics) const {
    for (const auto* rows : {&loops.rows, &log.rows, &door.rows, &workers.rows, &rest.rows,
                             &callbacks.rows, &census.rows, &recorder.rows}) {
      metrics.add(*rows);
    }
    for (const auto* family : callback::ReceiverBook::kFamilies) {
      metrics.add(*family, [this, family] { return callbacks.receivers.read(*family); });
    }
    metrics.add(recording::kShadow, [this] { return shadow.counts(); });
    metrics.add(http::kLegacyClients, [this] { return legacy_clients.counts(); });
  }
};

}  // namespace uws
