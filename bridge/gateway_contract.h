#pragma once
// The owner's contract in the process as a whole.

#include "bridge/config/config.h"
#include "bridge/ops/events.h"
#include "bridge/owner/owner_contract.h"

namespace uws {

// Tells the operator what the process speaks, and what is open of it.
void announce(const owner::OwnerContract& contract, ops::Events& events);
// Reads it again, as SIGHUP asks.
void reload(owner::LiveContract& contract, ops::Events& events);
// `owner` null: callbacks are built in. Must outlive the relay.
callback::RelaySettings relay_settings(const config::Config& config,
                                       const owner::LiveContract* owner);

}  // namespace uws
