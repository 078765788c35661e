#pragma once
// The SOAP listener's handler: decides what a request is before anything reads its body, answers
// what WCF refuses at the HTTP level, and brings the rest to an exchange.

#include <functional>
#include <optional>

#include "bridge/exchange.h"
#include "bridge/http/server.h"
#include "bridge/ops/log.h"
#include "bridge/ops/metrics.h"
#include "mapping/common/leniency.h"

namespace uws::http {

struct FrontDoor {
  // Rooms of the calling thread.
  std::function<Rooms&()> rooms;
  // Answers GET: help page, WSDL, XSD. Nothing = no such page.
  std::function<std::optional<Response>(const Request&)> metadata;
  mapping::Leniency leniency;
  ops::Metrics& metrics;
  ops::Logger& log;
};

// `door` and what it refers to must outlive the handler.
Handler front_door_handler(const FrontDoor& door);

}  // namespace uws::http
