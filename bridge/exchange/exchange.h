#pragma once
// The straight line of one call: a conversation and whom it asks. Decoded request in, envelope out;
// values only move down.

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/exchange/upstream.h"
#include "bridge/exchange/workers.h"
#include "bridge/recording/recorded.h"
#include "bridge/soap/envelope_in.h"
#include "mapping/operation.h"

namespace uws::exchange {

// What a call may know of the process.
struct Terms {
  // The two as in mapping::CallContext.
  std::size_t max_response_bytes = 0;
  std::string go_to_state_path = "goToState";
  // Takes the process's own secrets (application key, bearers) out of a text; empty = none known.
  std::function<std::string(std::string_view)> redact = {};
  // Where big messages are translated and written; null = where the call is.
  Workers* workers = nullptr;
  // Whether Exchanged tells what was asked.
  bool keep_asked = false;
};

// What a call needs; one per thread, all outlive the call.
struct Rooms {
  rest::Client& rest;
  store::Registrar& registrar;
  // Whole budget of one call, its REST calls together; old clients give up at 60 s.
  std::chrono::milliseconds budget;
  Terms terms = {};
};

// How a call ended.
struct Exchanged {
  std::string envelope;
  std::string fault_code;    // local part; empty = no fault
  std::string fault_reason;  // Fault::reason; empty where the fault is the platform's own
  int rest_status = 0;       // of the last REST reply; 0 = none was asked or none came
  mapping::Notes notes;
  std::vector<std::string> left_out;  // as soap::OwnerAnswer has it
  // With Terms::keep_asked: what was asked and answered, secrets and all.
  std::vector<recording::Asked> asked;
  // Not empty: the call ended in an exception, a defect, with these words; it is answered with
  // InternalServiceFault.
  std::string defect;
};

// Holds the conversation until there is an answer or a fault.
//
// Bearer, session token, passwords and the secrets of a callback registration may come back in what
// the platform says of a call. They are replaced by "(hidden)" in everything returned but the
// answer of a success; what the client itself sent (a password, a session token shorter than any
// real one) stays in the fault text it gets.
boost::asio::awaitable<Exchanged> exchange(const mapping::Operation& operation,
                                           soap::Decoded request, Upstream& upstream,
                                           const Terms& terms);

// The same with the platform and the store upstream, within the budget.
boost::asio::awaitable<Exchanged> exchange(const mapping::Operation& operation,
                                           soap::Decoded request, Rooms& rooms);

}  // namespace uws::exchange
