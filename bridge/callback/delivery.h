#pragma once
// One callback to one receiver: translate, send, judge the answer.

#include <boost/asio/awaitable.hpp>

#include "bridge/callback/acknowledgement.h"
#include "bridge/callback/counters.h"
#include "bridge/callback/receiver_access.h"
#include "bridge/callback/settings.h"
#include "bridge/http/client.h"
#include "bridge/ops/events.h"
#include "bridge/store/outbox.h"

namespace uws::callback {

// What a delivery works with; all must stay valid until its end.
struct Sender {
  http::Client& client;
  const RelaySettings& settings;
  const ReceiverAccess& access;
  Counters& counters;
  ops::Events& events;
};

struct Sent {
  Verdict verdict;
  // It cannot be translated, however often it is tried.
  bool hopeless = false;
};

// Sends `callback` once and says how that ended. A send that dies on a connection used before, and
// before any byte of an answer, is repeated at once on another and is one send. Supports Asio's
// cancellation.
boost::asio::awaitable<Sent> deliver(Sender sender, store::Queued callback);

// The client for receivers: of an answer no more is read than a Fault needs, then the status
// decides.
http::ClientLimits receiver_limits(http::ClientLimits limits);

// "callback 7 of CarrierService to http://host/path", fit for a log line.
std::string describe(const store::Queued& callback);

}  // namespace uws::callback
