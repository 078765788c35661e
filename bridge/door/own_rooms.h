#pragma once
// What one thread has to itself behind the front door: its connections to the platform, its bearer
// token, and the rooms of a call over them.

#include "bridge/door/front_door.h"
#include "bridge/exchange/workers.h"
#include "bridge/http/settings.h"
#include "bridge/rest/client.h"
#include "bridge/store/registrar.h"

namespace uws::door {

struct PlatformSettings {
  http::ClientLimits http;
  rest::Settings rest;
  // The two as in mapping::CallContext.
  std::size_t max_response_bytes = 0;
  std::string go_to_state_path;
  exchange::Workers* workers = nullptr;
  bool keep_asked = false;  // as in exchange::Terms
};

// `registrar`, `counters` and `events` must outlive the pool's run().
ExchangeFactory own_rooms(PlatformSettings settings, store::Registrar& registrar,
                          rest::RestCounters& counters, ops::Events& events);

}  // namespace uws::door
