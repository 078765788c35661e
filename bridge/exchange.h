#pragma once
// The straight line of one call: decoded request in, envelope out. Values only move down; the
// rooms are handed in.

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <string>
#include <vector>

#include "bridge/rest/client.h"
#include "bridge/soap/envelope_in.h"
#include "bridge/store/registrar.h"
#include "mapping/operation.h"

namespace uws {

// What a call needs; one per thread, all outlive the call.
struct Rooms {
  rest::Client& rest;
  store::Registrar& registrar;
  // Whole budget of one call, its REST calls together; old clients give up at 60 s.
  std::chrono::milliseconds budget;
  // See mapping::CallContext.
  std::size_t max_response_bytes = 0;
  std::string go_to_state_path = "goToState";
};

// How a call ended.
struct Exchanged {
  std::string envelope;
  std::string fault_code;  // local part; empty = no fault
  int rest_status = 0;     // of the last REST reply; 0 = none was asked or none came
  mapping::Notes notes;
};

// Runs start, the calls it asks for and resume until there is an answer or a fault. An exception is
// a defect; the front door makes InternalServiceFault of it.
boost::asio::awaitable<Exchanged> exchange(const mapping::Operation& operation,
                                           soap::Decoded request, Rooms& rooms);

}  // namespace uws
