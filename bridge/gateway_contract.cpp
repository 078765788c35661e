#include "bridge/gateway_contract.h"

namespace uws {

void announce(const owner::OwnerContract& contract, ops::Events& events) {
  events.info("owner's contract", {{"operations", contract.plan().operations()},
                                   {"members", contract.matching.members},
                                   {"open", contract.matching.open()}});
  if (contract.matching.open() == 0) return;
  events.warn("the owner's contract has open points: uws-bridge contract check shows them",
              {{"open", contract.matching.open()}});
}

void reload(owner::LiveContract& contract, ops::Events& events) {
  const auto loaded = contract.reload();
  if (loaded) return announce(**loaded, events);
  for (const auto& problem : loaded.error()) {
    events.error("owner's contract not reloaded, the old one stays", {{"reason", problem}});
  }
}

callback::RelaySettings relay_settings(const config::Config& config,
                                       const owner::LiveContract* owner) {
  callback::RelaySettings settings = config.relay;
  if (owner) settings.layout = [owner] { return owner->current()->callbacks; };
  return settings;
}

}  // namespace uws
