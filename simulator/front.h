#pragma once
// The HTTP face: scripted faults first, then the simulator's own pages or the REST API, which
// answers below /api and without that prefix.

#include <boost/asio/awaitable.hpp>

#include "bridge/http/message.h"
#include "simulator/faults.h"
#include "simulator/world.h"

namespace uws::simulator {

class Front {
 public:
  Front(World& world, FaultScript& faults) : world_(world), faults_(faults) {}

  boost::asio::awaitable<http::Response> handle(http::Request request);

  // Whether handle() wants the connection reset instead of answered (http::Listen::breaks_off).
  static bool is_reset(const http::Response& response) { return response.status == 0; }

 private:
  // Until all faults are taken back.
  boost::asio::awaitable<void> hold();

  World& world_;
  FaultScript& faults_;
};

}  // namespace uws::simulator
