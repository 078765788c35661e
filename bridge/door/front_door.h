#pragma once
// The SOAP listener's handler: decides what a request is before anything reads its body, answers
// what WCF refuses at the HTTP level, and brings the rest to an exchange.

#include <functional>
#include <string>
#include <vector>

#include "bridge/census/census.h"
#include "bridge/door/metadata.h"
#include "bridge/door/public_address.h"
#include "bridge/exchange/exchange.h"
#include "bridge/http/server.h"
#include "bridge/ops/counters.h"
#include "bridge/ops/events.h"
#include "bridge/owner/owner_contract.h"
#include "bridge/recording/sink.h"
#include "mapping/common/leniency.h"

namespace uws::door {

struct FrontDoorCounters {
  ops::Rows rows;
  ops::Count internal_errors{rows,
                             {"uws_internal_errors_total", "Calls that ended in an exception", "",
                              ops::Kind::counter, "Answered with InternalServiceFault: a defect"}};
  ops::Count unread{
      rows,
      {"uws_contract_unread_total", "Members of requests that only the owner's contract has", "",
       ops::Kind::counter, "The log names each once"}};
  ops::Count left_out{
      rows,
      {"uws_contract_left_out_total", "Values of answers that are none of the owner's kind", "",
       ops::Kind::counter, "Nil or left out; the log names each member once"}};
};

// Runs a decoded request to its end, on one thread.
using Exchange = std::function<boost::asio::awaitable<exchange::Exchanged>(
    const mapping::Operation&, soap::Decoded)>;
using ExchangeFactory = std::function<Exchange(boost::asio::io_context&)>;

// What the threads of the front door share.
struct FrontDoor {
  // Makes what one thread has to itself behind the door.
  ExchangeFactory exchanges;
  // Answers GET: help page, WSDL, XSD. Nothing = no such page.
  MetadataPages metadata;
  // Under which address clients reach the service.
  AddressRules address;
  mapping::Leniency leniency;
  // Both must outlive the pool's run().
  FrontDoorCounters& counters;
  ops::Events& events;
  // Where big envelopes are read; null = where the request is. Outlives it too.
  exchange::Workers* workers = nullptr;
  // The contract requests are read and answers written by; null = the built-in one. Outlives it
  // too.
  const owner::LiveContract* owner = nullptr;
  // Who is told of calls that have been answered; outlive it as well.
  std::vector<recording::Sink*> sinks = {};
  // Who counts the clients; null = nobody. Outlives it too.
  census::Census* census = nullptr;
};

http::HandlerFactory front_door(FrontDoor door);

// "CarrierService.MoveDevice"
std::string full_name(const mapping::Operation& operation);
// Every name a call may be counted under: "CarrierService.MoveDevice".
std::vector<std::string> operation_names();

}  // namespace uws::door
