#pragma once
// The SOAP listener's handler: decides what a request is before anything reads its body, answers
// what WCF refuses at the HTTP level, and brings the rest to an exchange.

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>

#include "bridge/door/public_address.h"
#include "bridge/exchange/exchange.h"
#include "bridge/http/server.h"
#include "bridge/ops/log.h"
#include "bridge/ops/metrics.h"
#include "mapping/common/leniency.h"

namespace uws::door {

// Read by the metrics page at any time.
struct FrontDoorCounters {
  // Calls that ended in an exception, answered with InternalServiceFault.
  std::atomic<std::uint64_t> internal_errors{0};
};

struct FrontDoor {
  // Rooms of the calling thread.
  std::function<exchange::Rooms&()> rooms;
  // Answers GET: help page, WSDL, XSD. Nothing = no such page.
  std::function<std::optional<http::Response>(const http::Request&)> metadata;
  // Under which address clients reach the service.
  AddressRules address;
  mapping::Leniency leniency;
  FrontDoorCounters& counters;
  ops::Metrics& metrics;
  ops::Logger& log;
};

// `door` and what it refers to must outlive the handler.
http::Handler front_door_handler(const FrontDoor& door);

}  // namespace uws::door
