#include "bridge/gateway_callbacks.h"

#include "bridge/callback/webhook.h"
#include "bridge/gateway_contract.h"
#include "bridge/gateway_listeners.h"

namespace uws {

GatewayCallbacks::GatewayCallbacks(const config::Config& config, const owner::LiveContract* owner,
                                   boost::asio::io_context& io, store::Store& store,
                                   callback::Counters& counters, ops::Events& events)
    : config_(config),
      store_(store),
      counters_(counters),
      events_(events),
      receivers_(config.relay.receivers),
      client_(io, relay_limits(config, receivers_)),
      relay_(io, store, client_, relay_settings(config, owner), counters, events),
      hand_(store, relay_, events) {}

void GatewayCallbacks::judge(store::Registrar& registrar, const http::Listeners& listeners) {
  keep_from_itself(receivers_, listeners);
  registrar.check_urls([this](std::string_view url) { return receivers_.refusal(url); });
  registrar.watch([this](const std::string& receiver) { relay_.ask_now(receiver); });
}

void GatewayCallbacks::take_webhooks(http::Server& server) {
  const auto wake = [this](const std::string& receiver) { relay_.wake(receiver); };
  server.serve(
      http::shared(callback::webhook_handler(store_, config_.webhooks(), counters_, events_, wake)),
      callback::webhook_head_check(store_, counters_));
}

}  // namespace uws
