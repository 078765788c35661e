#include "bridge/gateway_front.h"

#include <utility>

#include "bridge/door/counted_clients.h"
#include "bridge/door/own_rooms.h"
#include "bridge/gateway_listeners.h"

namespace uws {

GatewayFront::GatewayFront(const config::Config& config, owner::LiveContract* owner,
                           GatewayCounters& counters, ops::Events& events)
    : config_(config),
      owner_(owner),
      counters_(counters),
      events_(events),
      workers_(static_cast<unsigned>(config.listen.workers), counters.workers),
      watchers_(config.recording, config.shadow, config.rest.http, counters.recorder,
                counters.shadow, events) {}

http::HandlerFactory GatewayFront::handlers(const http::Listeners& listeners,
                                            store::Registrar& registrar, census::Census& census) {
  const auto address = address_rules(config_, listeners);
  auto* const counted = config_.census.enabled ? &census : nullptr;
  const bool old_answers = watchers_.old_answers();
  auto handlers = watchers_.around(door::front_door(
      {door::own_rooms({config_.rest.http, config_.rest, config_.contract.max_response_bytes,
                        config_.rest.go_to_state_path, &workers_, watchers_.any()},
                       registrar, counters_.rest, events_),
       door::metadata_pages({address, config_.metadata.directory, owner_}, events_), address,
       mapping::leniency(config_.contract.strict_order), counters_.door, events_, &workers_, owner_,
       watchers_.sinks(), old_answers ? nullptr : counted}));
  if (!old_answers || !counted) return handlers;
  return door::counted_clients(std::move(handlers), address, owner_, census);
}

}  // namespace uws
