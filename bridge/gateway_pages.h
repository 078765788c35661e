#pragma once
// The pages of the operator, for all who may reach them.

#include "bridge/callback/receiver_book.h"
#include "bridge/census/keeper.h"
#include "bridge/gateway_callbacks.h"
#include "bridge/http/listeners.h"
#include "bridge/ops/metrics.h"
#include "bridge/store/store.h"

namespace uws {

struct Operated {
  ops::Metrics& metrics;
  http::Listeners& listeners;
  store::Store& store;
  GatewayCallbacks& callbacks;
  const callback::ReceiverBook& receivers;
  census::Keeper& census;
};

// All that is operated must outlive the pages.
http::Handler operator_pages(const Operated& operated);

}  // namespace uws
